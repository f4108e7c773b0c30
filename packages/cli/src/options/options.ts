// Defines all options of the command line with their defaults. Values are checked here, before a command is loaded.
import { type EmulatorFlags, emulatorDefaults, emulatorRows } from './emulator-rows.ts';
import { atLeastOne, count, duration, many, type Row, rowMaker, variable } from './option-row.ts';

/** The options of all commands. A command reads those that its row in the command table lists. */
export interface Options extends EmulatorFlags {
  readonly dir?: string;
  readonly stack?: string;
  readonly var: Readonly<Record<string, string>>;
  readonly varFile: readonly string[];
  readonly json: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly quiet: boolean;
  readonly out?: string;
  readonly target: readonly string[];
  readonly exclude: readonly string[];
  readonly replace: readonly string[];
  readonly notMoved: readonly string[];
  readonly refresh?: 'full' | 'auto' | 'list' | 'none';
  readonly destroy: boolean;
  readonly autoApprove: boolean;
  readonly detailedExitcode: boolean;
  readonly explain: boolean;
  /** False with `--no-delete`. */
  readonly deletes: boolean;
  readonly overwriteRemote: boolean;
  readonly partial: boolean;
  readonly wait: boolean;
  readonly maxCalls?: number;
  readonly maxDurationMs?: number;
  readonly everyMs?: number;
  readonly forget: boolean;
  readonly allowDelete: number;
  readonly allowChange: number;
  readonly parallelism: number;
  readonly lockTimeoutMs: number;
  readonly settleTimeMs?: number;
  readonly workspace?: string;
  readonly all: boolean;
  readonly keepSecrets: boolean;
  readonly write: boolean;
  readonly ours: boolean;
  readonly theirs: boolean;
  readonly gone: boolean;
  readonly remote: boolean;
  readonly new: boolean;
}

/** The input of a command: positional arguments in order, and options. */
export interface Input {
  readonly args: readonly string[];
  readonly options: Options;
}

/** One option of any command. */
export type OptionRow = Row<keyof Options>;

const row = rowMaker<keyof Options>();

export const optionRows = {
  dir: row('dir', '-C, --dir <DIR>', 'work in this folder instead of the current one'),
  stack: row('stack', '--stack <NAME>', 'the stack to work on, if the project has several'),
  var: row('var', '--var <NAME=VALUE>', 'set a variable; may be repeated', {
    read: variable,
    repeats: true,
  }),
  varFile: row('varFile', '--var-file <FILE>', 'set the variables in this YAML or JSON file; may be repeated', {
    read: many,
    repeats: true,
  }),
  json: row('json', '--json', 'machine-readable output on stdout'),
  color: row('color', '--no-color', 'print without colours, as with NO_COLOR=1'),
  quiet: row('quiet', '-q, --quiet', 'no progress on stderr; results, warnings and errors stay'),
  out: row('out', '-o, --out <FILE>', 'save the plan to this file'),
  outDir: row('out', '--out <DIR>', 'folder to write the project to'),
  target: row('target', '--target <ADDRESS>', 'limit the run to this address and what it depends on; may be repeated', {
    read: many,
    repeats: true,
  }),
  exclude: row('exclude', '--exclude <ADDRESS>', 'leave out this address and what depends on it; may be repeated', {
    read: many,
    repeats: true,
  }),
  replace: row('replace', '--replace <ADDRESS>', 'replace this object; may be repeated', {
    read: many,
    repeats: true,
  }),
  notMoved: row('notMoved', '--not-moved <ADDRESS>', 'treat this resource as new, not as a rename; may be repeated', {
    read: many,
    repeats: true,
  }),
  refresh: row('refresh', '--refresh <MODE>', 'how much to read first (default auto: as much as the budget allows)', {
    choices: ['full', 'auto', 'list', 'none'],
  }),
  destroy: row('destroy', '--destroy', 'plan the deletion of everything in state'),
  autoApprove: row('autoApprove', '--auto-approve', 'apply without asking for approval'),
  yes: row('autoApprove', '-y, --yes', 'the same as --auto-approve'),
  detailedExitcode: row('detailedExitcode', '--detailed-exitcode', 'exit with 2 if there are differences'),
  explain: row('explain', '--explain', 'also say how the parts of the object were found again'),
  partial: row('partial', '--partial', 'if the budget does not cover the whole plan, apply the first part that fits'),
  wait: row('wait', '--wait', 'wait until a used-up rate limit opens again; otherwise a run waits ten seconds at most'),
  maxCalls: row('maxCalls', '--max-calls <N>', 'send at most N calls', { read: atLeastOne }),
  maxDuration: row('maxDurationMs', '--max-duration <DURATION>', 'send no call after this time, for example 10m', {
    read: duration,
  }),
  every: row('everyMs', '--every <DURATION>', 'how often a drift job should run, for example 30m', { read: duration }),
  forget: row('forget', '--forget', 'forget the limits and the monthly quota that servers reported; sends no call'),
  overwriteRemote: row('overwriteRemote', '--overwrite-remote', 'overwrite changes made by hand in Postman'),
  allowDelete: row(
    'allowDelete',
    '--allow-delete <N>',
    'allow up to N deletes without a review, even if the guard refuses them',
    {
      read: count,
    },
  ),
  noDelete: row('deletes', '--no-delete', 'leave out and list deletes and replaces, and do the rest; exit 3'),
  allowChange: row('allowChange', '--allow-change <N>', 'allow up to N changes, even if the guard refuses them', {
    read: count,
  }),
  parallelism: row('parallelism', '--parallelism <N>', 'number of steps to run at once (default 8)', {
    read: atLeastOne,
  }),
  lockTimeout: row(
    'lockTimeoutMs',
    '--lock-timeout <DURATION>',
    'how long to wait for the lock, for example 5m (default 0s)',
    {
      read: duration,
    },
  ),
  settleTime: row('settleTimeMs', '--settle-time <DURATION>', 'how long lists may lag behind a create', {
    read: duration,
  }),
  workspace: row('workspace', '--workspace <ID>', 'ID of the workspace'),
  all: row('all', '--all', 'import everything in the workspace'),
  write: row('write', '--write', 'write the files; without it, pull shows what it would write'),
  ours: row('ours', '--ours', 'where both sides changed a value, keep what the files say'),
  theirs: row('theirs', '--theirs', 'where both sides changed a value, take what Postman has'),
  gone: row('gone', '--gone', 'take resources out of the files whose objects were deleted in Postman'),
  new: row('new', '--new', 'take objects that no address manages yet into files and state'),
  keepSecrets: row('keepSecrets', '--keep-secrets', 'keep tokens found in auth and headers in the source files'),
  remote: row('remote', '--remote', 'accept changes made by hand that the files say nothing of; reads the object'),
  ...emulatorRows,
} as const;

const defaults: Options = {
  var: {},
  varFile: [],
  json: false,
  color: true,
  quiet: false,
  target: [],
  exclude: [],
  replace: [],
  notMoved: [],
  destroy: false,
  autoApprove: false,
  detailedExitcode: false,
  explain: false,
  deletes: true,
  overwriteRemote: false,
  remote: false,
  partial: false,
  wait: false,
  forget: false,
  allowDelete: 0,
  allowChange: 0,
  parallelism: 8,
  lockTimeoutMs: 0,
  all: false,
  keepSecrets: false,
  write: false,
  ours: false,
  theirs: false,
  gone: false,
  new: false,
  ...emulatorDefaults,
};

/** The given options, with defaults for the others. */
export function withDefaults(given: Partial<Options>): Options {
  return { ...defaults, ...given };
}
