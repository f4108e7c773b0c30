// Room: the command line's own error codes: what each means and what to do.
import type { ErrorTable } from '@postform/engine';

export const cliErrors: ErrorTable = {
  E_CLI_NO_PROMPT: {
    meaning: 'A plan has to be approved, and there is no terminal to ask at: CI is set, or input is not a terminal.',
    remedy: 'Save a plan and apply the file, or pass --auto-approve.',
    category: 'error',
  },
  E_CLI_NO_API_KEY: {
    meaning: 'The environment variable that holds the API key is not set.',
    remedy: 'Set POSTMAN_API_KEY, or the variable that the project names under apiKey.env.',
    category: 'not-allowed',
  },
  E_CLI_NO_STATE: {
    meaning: 'The stack has no state yet, so there is nothing to show, change or compare with.',
    remedy: 'If it was lost, restore the state file. Else apply once, or import a workspace.',
    category: 'error',
  },
  E_CLI_NO_DELETE: {
    meaning: 'Something that deletes was asked for together with --no-delete.',
    remedy: 'Leave --no-delete out; for a saved plan make one without deletes: postform plan --no-delete -o FILE.',
    category: 'usage',
  },
  E_CLI_SAVED_PLAN: {
    meaning: 'A saved plan was to be applied with an option that would make another plan of it.',
    remedy: 'Leave the option out, or give it to postform plan -o FILE.',
    category: 'usage',
  },
  E_CLI_OUTPUT: {
    meaning: 'stdout did not take all of the result, for instance because the disk is full. What was done is recorded.',
    remedy: 'Make room where stdout goes, and run the command again.',
    category: 'error',
  },
  E_CLI_NO_OUTPUT: {
    meaning: 'No resource in state has that attribute.',
    remedy: 'List all outputs with postform output.',
    category: 'error',
  },
  E_CLI_NO_SCHEMA: {
    meaning: 'There is no JSON Schema of that name.',
    remedy: 'Ask for project, desired, or the name of a kind.',
    category: 'usage',
  },
  E_CLI_LINK_OUT: {
    meaning:
      'A state file, a plan file or the folder .postform is, or lies behind, a symbolic link that leads out of the project.',
    remedy: 'Put a file or folder of the project in its place, or let the link stay inside the project.',
    category: 'error',
  },
  E_CLI_PLAN_FILE: {
    meaning: 'A plan file cannot be read or written.',
    remedy: 'Check the path; make a plan file with postform plan -o FILE.',
    category: 'error',
  },
  E_CLI_FILE_EXISTS: {
    meaning: 'An import would overwrite files. Nothing was written.',
    remedy: 'Import into another folder with --out DIR.',
    category: 'error',
  },
  E_CLI_NEW_PROJECT: {
    meaning: 'The disk refused a file of a project that was being imported. Nothing of it was kept.',
    remedy: 'Make room or name another folder with --out DIR, and run the same command again.',
    category: 'error',
  },
  E_CLI_IMPORT: {
    meaning: 'import was given neither an address and an id, nor a whole workspace with --all and --out.',
    remedy: 'postform import ADDRESS ID, or postform import --workspace ID --all --out DIR.',
    category: 'usage',
  },
  E_CLI_EMULATOR: {
    meaning: 'The emulator could not start: its port is taken, or its folder is in use or cannot be read.',
    remedy: 'Choose another --port or --data, or use --ephemeral.',
    category: 'error',
  },
  E_CLI_EMULATOR_OPTION: {
    meaning:
      'The emulator was asked for something that it cannot be: a switch, a value or a fault that does not exist.',
    remedy: 'See postform emulator --help, and the lists of switches and faults in docs/emulator.md.',
    category: 'usage',
  },
  E_CLI_WHO: {
    meaning: 'The server answered GET /me without saying who we are.',
    remedy: 'Check POSTMAN_API_BASE_URL.',
    category: 'error',
  },
};
