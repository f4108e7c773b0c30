// Room: options, what the command line may say. Loose texts are made strict here, before any command is loaded.
import { type EmulatorFlags, emulatorDefaults, emulatorRows } from './emulator-rows.ts';
import { atLeastOne, count, duration, many, type Row, rowMaker, variable } from './option-row.ts';

/** All options of all commands; a command reads those that its row in the command table lists. */
export interface Options extends EmulatorFlags {
  readonly dir?: string;
  readonly stack?: string;
  readonly var: Readonly<Record<string, string>>;
  readonly json: boolean;
  readonly out?: string;
  readonly target: readonly string[];
  readonly replace: readonly string[];
  readonly notMoved: readonly string[];
  readonly refresh?: 'full' | 'auto' | 'list' | 'none';
  readonly destroy: boolean;
  readonly autoApprove: boolean;
  readonly detailedExitcode: boolean;
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
}

/** What a command is run with: its positional arguments in order, and its options. */
export interface Input {
  readonly args: readonly string[];
  readonly options: Options;
}

/** One option of any command. */
export type OptionRow = Row<keyof Options>;

const row = rowMaker<keyof Options>();

export const optionRows = {
  dir: row('dir', '-C, --dir <DIR>', 'work in this folder instead of the current one'),
  stack: row('stack', '--stack <NAME>', 'the stack to work on, where the project has several'),
  var: row('var', '--var <NAME=VALUE>', 'set a variable; may be repeated', {
    read: variable,
    repeats: true,
  }),
  json: row('json', '--json', 'machine-readable output on stdout'),
  out: row('out', '-o, --out <FILE>', 'save the plan to this file'),
  outDir: row('out', '--out <DIR>', 'folder to write the project to'),
  target: row('target', '--target <ADDRESS>', 'only this address and what it depends on; may be repeated', {
    read: many,
    repeats: true,
  }),
  replace: row('replace', '--replace <ADDRESS>', 'replace this object; may be repeated', {
    read: many,
    repeats: true,
  }),
  notMoved: row(
    'notMoved',
    '--not-moved <ADDRESS>',
    'a create that is not a move of what is deleted; may be repeated',
    {
      read: many,
      repeats: true,
    },
  ),
  refresh: row('refresh', '--refresh <MODE>', 'how much to look at first (default auto: what the budget allows)', {
    choices: ['full', 'auto', 'list', 'none'],
  }),
  destroy: row('destroy', '--destroy', 'plan the deletion of everything in state'),
  autoApprove: row('autoApprove', '--auto-approve', 'do not ask'),
  detailedExitcode: row('detailedExitcode', '--detailed-exitcode', 'exit 2 where there are differences'),
  partial: row('partial', '--partial', 'where the budget does not hold the whole plan, apply the first part that fits'),
  wait: row('wait', '--wait', 'sleep until a used-up limit opens again; without it a run waits ten seconds at most'),
  maxCalls: row('maxCalls', '--max-calls <N>', 'send at most N calls', { read: atLeastOne }),
  maxDuration: row('maxDurationMs', '--max-duration <DURATION>', 'send no call after this time, e.g. 10m', {
    read: duration,
  }),
  every: row('everyMs', '--every <DURATION>', 'how often a drift job is to run, e.g. 30m', { read: duration }),
  forget: row('forget', '--forget', 'forget what servers have said of limits and the month; sends no call'),
  overwriteRemote: row('overwriteRemote', '--overwrite-remote', 'overwrite what people changed remotely'),
  allowDelete: row('allowDelete', '--allow-delete <N>', 'allow up to N deletes without review, and past the guard', {
    read: count,
  }),
  noDelete: row('deletes', '--no-delete', 'leave out every delete and replace, list them, and do the rest; exit 3'),
  allowChange: row('allowChange', '--allow-change <N>', 'allow up to N changes past the guard', { read: count }),
  parallelism: row('parallelism', '--parallelism <N>', 'steps at once (default 8)', { read: atLeastOne }),
  lockTimeout: row(
    'lockTimeoutMs',
    '--lock-timeout <DURATION>',
    'how long to wait for the lock, e.g. 5m (default 0s)',
    {
      read: duration,
    },
  ),
  settleTime: row('settleTimeMs', '--settle-time <DURATION>', 'how long lists may lag behind creates', {
    read: duration,
  }),
  workspace: row('workspace', '--workspace <ID>', 'the workspace'),
  all: row('all', '--all', 'everything in the workspace'),
  keepSecrets: row('keepSecrets', '--keep-secrets', 'leave tokens that stand in auth and headers in the source files'),
  ...emulatorRows,
} as const;

const defaults: Options = {
  var: {},
  json: false,
  target: [],
  replace: [],
  notMoved: [],
  destroy: false,
  autoApprove: false,
  detailedExitcode: false,
  deletes: true,
  overwriteRemote: false,
  partial: false,
  wait: false,
  forget: false,
  allowDelete: 0,
  allowChange: 0,
  parallelism: 8,
  lockTimeoutMs: 0,
  all: false,
  keepSecrets: false,
  ...emulatorDefaults,
};

/** Options as given, over their defaults. */
export function withDefaults(given: Partial<Options>): Options {
  return { ...defaults, ...given };
}
