// Lists the error codes of the command line: what each means and what to do.
import type { ErrorTable } from '@postform/engine';

export const cliErrors: ErrorTable = {
  E_CLI_USAGE: {
    meaning: 'The command line was not understood.',
    remedy: 'Add --help to the command to see what it takes.',
    category: 'usage',
  },
  E_CLI_SHELL: {
    meaning: 'There is no completion script for that shell.',
    remedy: 'Use bash, zsh or fish.',
    category: 'usage',
  },
  E_CLI_WORKSPACE: {
    meaning: 'The answer to `postform init` names no workspace of its list.',
    remedy: 'Run postform init again, or name the workspace: postform init --workspace ID.',
    category: 'usage',
  },
  E_CLI_NO_PROMPT: {
    meaning: 'The plan needs an approval, but nobody can be asked: CI is set, or the input is not a terminal.',
    remedy: 'Save a plan and apply that file, or pass --auto-approve.',
    category: 'error',
  },
  E_CLI_NO_API_KEY: {
    meaning: 'The environment variable for the API key is not set.',
    remedy: 'Set POSTMAN_API_KEY, or the variable named under apiKey.env in the project.',
    category: 'not-allowed',
  },
  E_CLI_KEPT: {
    meaning: 'The file given to `postform restore` cannot be read, or holds no body that Postform has kept.',
    remedy: 'Run postform restore without a file: it lists what is kept.',
    category: 'usage',
  },
  E_CLI_NO_STATE: {
    meaning: 'The stack has no state yet, so there is nothing to show, edit or compare with.',
    remedy: 'If the state file was lost, restore it. Otherwise apply once, or import a workspace.',
    category: 'error',
  },
  E_CLI_NO_DELETE: {
    meaning: '--no-delete was combined with something that deletes.',
    remedy: 'Leave out --no-delete, or save a plan without deletes: postform plan --no-delete -o FILE.',
    category: 'usage',
  },
  E_CLI_SAVED_PLAN: {
    meaning: 'A saved plan was given together with an option that would change the plan.',
    remedy: 'Leave out the option, or pass it to postform plan -o FILE.',
    category: 'usage',
  },
  E_CLI_OUTPUT: {
    meaning:
      'The result could not be written to stdout completely, for example because the disk is full. What was done is recorded.',
    remedy: 'Free space where stdout is written to, and run the command again.',
    category: 'error',
  },
  E_CLI_NO_OUTPUT: {
    meaning: 'No resource in state has that attribute.',
    remedy: 'List all attributes with postform output.',
    category: 'error',
  },
  E_CLI_NO_SCHEMA: {
    meaning: 'No JSON Schema has that name.',
    remedy: 'Use project, desired or the name of a kind.',
    category: 'usage',
  },
  E_CLI_LINK_OUT: {
    meaning:
      'The path of a state file, a plan file or the folder .postform contains a symbolic link that leads out of the project.',
    remedy: 'Replace the link by a file or folder, or let it point inside the project.',
    category: 'error',
  },
  E_CLI_PLAN_FILE: {
    meaning: 'The plan file cannot be read or written.',
    remedy: 'Check the path. postform plan -o FILE saves a plan.',
    category: 'error',
  },
  E_CLI_FILE_EXISTS: {
    meaning: 'The import would overwrite files. Nothing was written.',
    remedy: 'Import into another folder: --out DIR.',
    category: 'error',
  },
  E_CLI_NEW_PROJECT: {
    meaning: 'A file of the imported project could not be written. Nothing was kept.',
    remedy: 'Free disk space or choose another folder with --out DIR, and run the same command again.',
    category: 'error',
  },
  E_CLI_IMPORT: {
    meaning: 'import needs either an address and an ID, or --workspace, --all and --out.',
    remedy: 'Run postform import ADDRESS ID, or postform import --workspace ID --all --out DIR.',
    category: 'usage',
  },
  E_CLI_EMULATOR: {
    meaning: 'The emulator could not start: the port is taken, or the data folder is in use or cannot be read.',
    remedy: 'Choose another --port or --data, or use --ephemeral.',
    category: 'error',
  },
  E_CLI_EMULATOR_OPTION: {
    meaning: 'An option of the emulator names a switch, a value or a fault that does not exist.',
    remedy: 'See postform emulator --help and the lists of switches and faults in docs/emulator.md.',
    category: 'usage',
  },
  E_CLI_WHO: {
    meaning: 'The reply to GET /me does not name a user.',
    remedy: 'Check that POSTMAN_API_BASE_URL is the URL of the Postman API.',
    category: 'error',
  },
};
