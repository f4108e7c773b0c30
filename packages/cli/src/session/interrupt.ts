// Handles Ctrl-C and other signals that end a run: the first asks the run to finish what is in progress, the second ends the process.
import type { ExitCode } from './exit.ts';

/** As in a shell: 128 plus the number of the signal. The executable ends with the same codes before a run listens. */
export const signalExits = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Record<string, ExitCode>;

type SignalName = keyof typeof signalExits;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** The exit code of the interrupted run, from the first signal; 130 before any signal. */
  exit(): ExitCode;
  /** Stops listening. */
  release(): void;
}

/** All signals are handled alike, and each callback runs once. `exit` is the exit code that follows from the signal. */
export function listenForInterrupt(
  host: Pick<NodeJS.Process, 'on' | 'off' | 'exit'>,
  onFirst: (exit: ExitCode) => void,
  onSecond: () => void = () => undefined,
): Interrupt {
  const controller = new AbortController();
  let exit: ExitCode = signalExits.SIGINT;
  const onSignal = (name: SignalName): void => {
    if (controller.signal.aborted) {
      onSecond();
      host.exit(signalExits[name]);
    } else {
      exit = signalExits[name];
      controller.abort();
      onFirst(exit);
    }
  };
  const listeners = (Object.keys(signalExits) as SignalName[]).map((name) => [name, () => onSignal(name)] as const);
  for (const [name, listener] of listeners) host.on(name, listener);
  return {
    signal: controller.signal,
    exit: () => exit,
    release: () => {
      for (const [name, listener] of listeners) host.off(name, listener);
    },
  };
}
