// Defines the options of the emulator command.
import { atLeastOne, count, duration, pair, rowMaker, UsageError } from './option-row.ts';

/** `60/30`: calls and seconds of one rate limit. */
export interface BucketLimit {
  readonly limit: number;
  readonly windowS: number;
}

export type LimitsOption = 'documented' | 'off' | number | Readonly<Record<string, BucketLimit>>;

/** Options of `postform emulator`. The emulator itself checks names and values of switches. */
export interface EmulatorFlags {
  readonly port: number;
  readonly host?: string;
  readonly data?: string;
  readonly ephemeral: boolean;
  readonly profile?: 'strict' | 'lenient' | 'hostile';
  readonly switch: Readonly<Record<string, string>>;
  readonly seed?: string;
  readonly key?: string;
  readonly limits: LimitsOption;
  readonly month?: number;
  readonly clock?: 'real' | 'virtual';
  readonly speed?: number;
  readonly autoAdvance: boolean;
  readonly faults?: string;
  readonly staleListsMs: number;
  readonly mockUrls?: 'local' | 'postman';
  readonly monitorTargets?: 'loopback' | 'anywhere';
  readonly control: boolean;
}

export const emulatorDefaults: EmulatorFlags = {
  port: 4010,
  ephemeral: false,
  switch: {},
  limits: 'documented',
  autoAdvance: false,
  staleListsMs: 0,
  control: true,
};

const row = rowMaker<keyof EmulatorFlags>();

export const emulatorRows = {
  port: row('port', '--port <N>', 'port to listen on; 0 takes a free one (default 4010)', { read: portNumber }),
  host: row('host', '--host <HOST>', 'address to listen on (default 127.0.0.1)'),
  data: row('data', '--data <DIR>', 'where to keep the data (default .postform/emulator)'),
  ephemeral: row('ephemeral', '--ephemeral', 'keep everything in memory'),
  profile: row(
    'profile',
    '--profile <PROFILE>',
    'how to behave where the documentation leaves it open (default strict)',
    {
      choices: ['strict', 'lenient', 'hostile'],
    },
  ),
  switch: row('switch', '--switch <NAME=VALUE>', 'override one behaviour of the profile; may be repeated', {
    read: pair('--switch rateWindow=sliding'),
    repeats: true,
  }),
  seed: row('seed', '--seed <TEXT>', 'determines ids and random choices (default emulator)'),
  key: row('key', '--key <KEY>', 'the API key it accepts (default emulator-key)'),
  limits: row('limits', '--limits <LIMITS>', 'documented, off, calls per minute, or BUCKET=CALLS/SECONDS,…', {
    read: limits,
  }),
  month: row('month', '--month <N>', 'calls allowed per month', { read: count }),
  clock: row('clock', '--clock <CLOCK>', 'a virtual clock stands still until it is advanced (default real)', {
    choices: ['real', 'virtual'],
  }),
  speed: row('speed', '--speed <N>', 'how many milliseconds pass in the emulator for each real one', { read: speed }),
  autoAdvance: row('autoAdvance', '--auto-advance', 'let a virtual clock skip waits of the emulator'),
  faults: row('faults', '--faults <FILE>', 'JSON file of faults to inject'),
  staleLists: row('staleListsMs', '--stale-lists <DURATION>', 'how long lists lag behind creates and deletes', {
    read: (text) => (/^\d+$/.test(text) ? Number(text) : duration(text)),
  }),
  mockUrls: row('mockUrls', '--mock-urls <STYLE>', 'URLs that mocks report: local (these work) or postman', {
    choices: ['local', 'postman'],
  }),
  monitorTargets: row('monitorTargets', '--monitor-targets <WHERE>', 'where monitor runs may send requests', {
    choices: ['loopback', 'anywhere'],
  }),
  control: row('control', '--no-control', 'turn off the control API under /_emulator/'),
} as const;

function portNumber(text: string): number {
  const n = count(text);
  if (n > 65_535) throw new UsageError('expected a port from 0 to 65535.');
  return n;
}

function speed(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) > 1_000_000) {
    throw new UsageError('expected a number from 0 to 1000000, for example 60.');
  }
  return Number(text);
}

function limits(text: string): LimitsOption {
  if (text === 'documented' || text === 'off') return text;
  if (/^\d+$/.test(text)) return atLeastOne(text);
  return Object.fromEntries(text.split(',').map(bucketLimit));
}

function bucketLimit(text: string): [string, BucketLimit] {
  const match = /^(general|slow|updates)=(\d+)\/(\d+)$/.exec(text);
  const [, bucket = '', calls = '', seconds = ''] = match ?? [];
  if (match === null || Number(calls) < 1 || Number(seconds) < 1) {
    throw new UsageError(
      'expected documented, off, a number of calls per minute, or limits such as general=60/60,slow=5/10,updates=10/10.',
    );
  }
  return [bucket, { limit: Number(calls), windowS: Number(seconds) }];
}
