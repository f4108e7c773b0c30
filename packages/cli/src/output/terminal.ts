// Defines the terminal: everything that a command may use of the process that runs it.
import type { ReadStream } from 'node:tty';
import { learnEnvironment } from './environment.ts';
import { makeRedactor } from './redactor.ts';
import { makeStyle, type Style } from './style.ts';
import { makeOutput, type Output } from './writer.ts';

/** stdout takes the result, stderr the progress. */
export interface Terminal extends Output {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** Columns of stdout; Infinity where it is not a terminal, so that logs are never folded. */
  readonly width: number;
  /** True where stderr is a terminal on which a line may be redrawn. */
  readonly redraws: boolean;
  /** True where a person may be asked: stdin and stderr are terminals and CI is not set. */
  readonly asks: boolean;
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Repeats the work until the returned function is called; does not keep the process alive. */
  every(ms: number, work: () => void): () => void;
  readonly stdin: NodeJS.ReadStream | ReadStream;
}

/** `CI=false` and an empty CI count as not set, as in build systems. */
export function isCi(env: Terminal['env']): boolean {
  const value = env['CI'];
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}

/** The parts of `process` that a terminal needs. */
export interface Host {
  readonly cwd: () => string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): unknown };
  readonly stderr: Pick<NodeJS.WriteStream, 'isTTY'> & { write(text: string): unknown };
  readonly stdin: NodeJS.ReadStream;
}

/**
 * `process` as a Terminal. Colours follow NO_COLOR, FORCE_COLOR and whether the stream is a terminal; `isPlain`: there are
 * none.
 */
export function processTerminal(host: Host, { isPlain = false }: { readonly isPlain?: boolean } = {}): Terminal {
  const env = host.env;
  const colors = (stream: Pick<NodeJS.WriteStream, 'isTTY'>): boolean => {
    if (isPlain || (env['NO_COLOR'] ?? '') !== '') return false;
    return stream.isTTY === true || (env['FORCE_COLOR'] ?? '0') !== '0';
  };
  const redactor = makeRedactor();
  learnEnvironment(redactor, env);
  const stdout = { write: (text: string) => void host.stdout.write(text), hasColors: colors(host.stdout) };
  const stderr = { write: (text: string) => void host.stderr.write(text), hasColors: colors(host.stderr) };
  return {
    ...makeOutput(redactor, stdout, stderr),
    cwd: host.cwd(),
    env,
    outStyle: makeStyle(stdout.hasColors),
    errStyle: makeStyle(stderr.hasColors),
    width: host.stdout.isTTY === true ? host.stdout.columns : Number.POSITIVE_INFINITY,
    redraws: host.stderr.isTTY === true && !isCi(env),
    // Node opens stdin when it is first asked for.
    get asks() {
      return host.stdin.isTTY === true && host.stderr.isTTY === true && !isCi(env);
    },
    nowMs: () => Date.now(),
    every: (ms, work) => {
      const timer = setInterval(work, ms).unref();
      return () => clearInterval(timer);
    },
    get stdin() {
      return host.stdin;
    },
  };
}
