// Builds the command line from the command table; the only file that imports commander.

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { CommandRow } from './command-row.ts';
import { commands, commonOptions, groups } from './command-table.ts';
import { recordWriter, versionRecord } from './json/records.ts';
import { argvRefusal } from './options/check-argv.ts';
import { UsageError } from './options/option-row.ts';
import { type OptionRow, type Options, withDefaults } from './options/options.ts';
import { oneLine } from './output/printable.ts';
import type { Terminal } from './output/terminal.ts';
import type { ExitCode } from './session/exit.ts';
import { exitHelp } from './session/exit.ts';

const environment = [
  'Environment:',
  '  POSTMAN_API_KEY          API key, unless the project names another variable',
  '  POSTMAN_API_BASE_URL     server, instead of that of the region in postform.yaml',
  '  POSTFORM_VAR_name        value of a variable; --var-file wins over it, and --var over both',
  '  POSTFORM_FINGERPRINT_KEY key for the fingerprints in state and plans',
  '  POSTFORM_LOG             debug or trace: log calls, waits and decisions as JSON lines',
  '  POSTFORM_LOG_FILE        file for that log, instead of stderr',
  '  POSTFORM_KNOWN           off: read everything anew, and keep nothing to recognise it by',
  '  HTTPS_PROXY, NO_PROXY    proxy for HTTPS calls',
  '  NO_COLOR, CI             turn off colours; turn off questions',
].join('\n');

/** Runs the command that `argv` (without node and script) names. `onError` ends a command that threw. */
export async function runProgram(
  argv: readonly string[],
  terminal: Terminal,
  version: string,
  onError: (error: unknown, options: Options) => Promise<ExitCode>,
): Promise<ExitCode> {
  const refusal = argvRefusal(asOptions(argv), { common: commonOptions, commands });
  if (refusal !== undefined) {
    await complain(terminal, `error: ${oneLine(refusal)}\n`, argv);
    return 64;
  }
  const complaint: string[] = [];
  let exit: ExitCode = 0;
  const program = new Command('postform')
    .description('Keeps a Postman workspace equal to files in Git, inside the call budget.')
    .version(`postform ${version}`, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', `\n${environment}\n\n${exitHelp()}`)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: (text) => void complaint.push(text) })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(postform --help lists the commands)')
    .showSuggestionAfterError();
  for (const option of commonOptions) program.addOption(toOption(option));
  for (const row of commands) {
    const [first = '', second] = row.name.split(' ');
    const parent = second === undefined ? program : groupOf(program, first);
    declare(parent.command(`${second ?? first} ${row.args ?? ''}`.trim()), row).action(
      async (...given: readonly unknown[]) => {
        const args = given
          .slice(0, -2)
          .flat()
          .filter((value): value is string => typeof value === 'string');
        const options = (given.at(-1) as Command).optsWithGlobals<Partial<Options>>();
        if (options.json && row.streams) recordWriter(terminal)(versionRecord(version));
        const input = { args, options: withDefaults(options) };
        const runCommand = await row.load();
        exit = await runCommand(terminal, input).catch((error: unknown) => onError(error, input.options));
      },
    );
  }
  try {
    await program.parseAsync(asOptions(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (complaint.length > 0) await complain(terminal, complaint.join(''), argv);
    return error.exitCode === 0 ? 0 : 64;
  }
  return exit;
}

/** `postform` alone asks for help, and `postform version` for the version. */
function asOptions(argv: readonly string[]): readonly string[] {
  if (argv.length === 0) return ['--help'];
  return argv.length === 1 && argv[0] === 'version' ? ['--version'] : argv;
}

/** The message repeats what was typed, which may hold a secret or line breaks. */
async function complain(terminal: Terminal, complaint: string, argv: readonly string[]): Promise<void> {
  const { learnSecrets } = await import('./session/project.ts');
  const dir = argv[argv.indexOf('-C') + 1];
  learnSecrets(terminal, argv.includes('-C') && dir !== undefined ? { dir } : {});
  if (argv.includes('--json')) {
    const { usageRecord } = await import('./json/usage-record.ts');
    recordWriter(terminal)(usageRecord(complaint));
    return;
  }
  const typed = argv.flatMap((word) => [word, word.slice(word.indexOf('=') + 1)]).filter((word) => /\n/.test(word));
  terminal.err(typed.reduce((text, word) => text.replaceAll(word, oneLine(word)), complaint));
}

/** `state` or `lock`, created with the first of their commands. */
function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  return known ?? program.command(name).description(groups[name] ?? name);
}

function declare(command: Command, row: CommandRow): Command {
  command
    .description(row.details === undefined ? row.summary : `${row.summary}\n\n${row.details}`)
    .summary(row.summary);
  for (const option of row.options ?? []) command.addOption(toOption(option));
  return command
    .helpOption('-h, --help', 'print help')
    .showHelpAfterError('(add --help to see what this command takes)');
}

function toOption(row: OptionRow): Option {
  const option = new Option(row.flags, row.description);
  const { read } = row;
  if (row.choices !== undefined) option.choices([...row.choices]);
  if (read !== undefined) {
    option.argParser((text, before) => {
      try {
        return read(text, before);
      } catch (error) {
        throw error instanceof UsageError ? new InvalidArgumentError(error.message) : error;
      }
    });
  }
  option.attributeName = () => row.name;
  return option;
}
