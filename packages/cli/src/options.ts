// Room: options, what the command line may say. Loose texts are made strict here, before any command is loaded.
import { parseDuration } from './durations.ts';

/** All options of all commands; a command reads those that its row in the command table lists. */
export interface Options {
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
  readonly overwriteRemote: boolean;
  readonly partial: boolean;
  readonly allowDelete: number;
  readonly allowChange: number;
  readonly parallelism: number;
  readonly lockTimeoutMs: number;
  readonly settleTimeMs?: number;
  readonly workspace?: string;
  readonly all: boolean;
  readonly port: number;
  readonly data?: string;
  readonly ephemeral: boolean;
  readonly limits: 'documented' | 'off' | number;
  readonly month?: number;
  readonly control: boolean;
  readonly staleListsMs: number;
}

/** What a command is run with: its positional arguments in order, and its options. */
export interface Input {
  readonly args: readonly string[];
  readonly options: Options;
}

/** How one option is written and read. `read` returns the value, or throws a UsageError that says what would be right. */
export interface OptionRow {
  readonly name: keyof Options;
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly read?: (text: string, before: unknown) => unknown;
}

export class UsageError extends Error {}

const many = (text: string, before: unknown): readonly string[] => [...(Array.isArray(before) ? before : []), text];

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError('a whole number is wanted, e.g. 5.');
  return Number(text);
}

function portNumber(text: string): number {
  const n = count(text);
  if (n > 65_535) throw new UsageError('a port from 0 to 65535 is wanted.');
  return n;
}

function atLeastOne(text: string): number {
  const n = count(text);
  if (n < 1) throw new UsageError('a number from 1 up is wanted.');
  return n;
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError('a duration is wanted: 500ms, 30s, 5m or 1h.');
  return ms;
}

function limits(text: string): 'documented' | 'off' | number {
  if (text === 'documented' || text === 'off') return text;
  if (!/^\d+$/.test(text)) throw new UsageError('documented, off or a number of calls a minute is wanted.');
  return Number(text);
}

function variable(text: string, before: unknown): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError('NAME=VALUE is wanted, e.g. --var host=staging.example.com.');
  return { ...(before as Readonly<Record<string, string>> | undefined), [text.slice(0, at)]: text.slice(at + 1) };
}

const row = (name: keyof Options, flags: string, description: string, rest: Partial<OptionRow> = {}): OptionRow => ({
  name,
  flags,
  description,
  ...rest,
});

export const optionRows = {
  dir: row('dir', '-C, --dir <DIR>', 'work in this folder instead of the current one'),
  stack: row('stack', '--stack <NAME>', 'the stack to work on, where the project has several'),
  var: row('var', '--var <NAME=VALUE>', 'set a variable; may be repeated', { read: variable }),
  json: row('json', '--json', 'machine-readable output on stdout'),
  out: row('out', '-o, --out <FILE>', 'save the plan to this file'),
  outDir: row('out', '--out <DIR>', 'folder to write the project to'),
  target: row('target', '--target <ADDRESS>', 'only this address and what it depends on; may be repeated', {
    read: many,
  }),
  replace: row('replace', '--replace <ADDRESS>', 'replace this object; may be repeated', { read: many }),
  notMoved: row(
    'notMoved',
    '--not-moved <ADDRESS>',
    'a create that is not a move of what is deleted; may be repeated',
    {
      read: many,
    },
  ),
  refresh: row('refresh', '--refresh <MODE>', 'how much to look at before planning', {
    choices: ['full', 'auto', 'list', 'none'],
  }),
  destroy: row('destroy', '--destroy', 'plan the deletion of everything in state'),
  autoApprove: row('autoApprove', '--auto-approve', 'do not ask'),
  detailedExitcode: row('detailedExitcode', '--detailed-exitcode', 'exit 2 where there are differences'),
  partial: row('partial', '--partial', 'where the budget does not hold the whole plan, apply the first part that fits'),
  overwriteRemote: row('overwriteRemote', '--overwrite-remote', 'overwrite what people changed remotely'),
  allowDelete: row('allowDelete', '--allow-delete <N>', 'allow up to N deletes without review, and past the guard', {
    read: count,
  }),
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
  port: row('port', '--port <N>', 'port to listen on; 0 takes a free one (default 4010)', { read: portNumber }),
  data: row('data', '--data <DIR>', 'where to keep the data (default .postform/emulator)'),
  ephemeral: row('ephemeral', '--ephemeral', 'keep everything in memory'),
  limits: row('limits', '--limits <LIMITS>', 'documented, off, or calls a minute (default documented)', {
    read: limits,
  }),
  month: row('month', '--month <N>', 'calls a month allows', { read: count }),
  control: row('control', '--no-control', 'without the control API under /_emulator/'),
  staleLists: row('staleListsMs', '--stale-lists <DURATION>', 'how long lists lag behind creates and deletes', {
    read: (text) => (/^\d+$/.test(text) ? Number(text) : duration(text)),
  }),
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
  overwriteRemote: false,
  partial: false,
  allowDelete: 0,
  allowChange: 0,
  parallelism: 8,
  lockTimeoutMs: 0,
  all: false,
  port: 4010,
  ephemeral: false,
  limits: 'documented',
  control: true,
  staleListsMs: 0,
};

/** Options as given, over their defaults. */
export function withDefaults(given: Partial<Options>): Options {
  return { ...defaults, ...given };
}
