// Ctrl-C and other signals that ask for an end: the first one asks a run to finish what is under way, the second one ends the process.
import type { ExitCode } from './exit.ts';

/** As a shell shows them: 128 and the number of the signal. The executable ends with the same before any run listens. */
export const signalExits = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Record<string, ExitCode>;

type SignalName = keyof typeof signalExits;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** What a run that was interrupted ends with: by the first signal that came; 130 before any. */
  exit(): ExitCode;
  /** Stops listening. */
  release(): void;
}

/** All these signals count alike, and each callback runs once; they are told what the process ends with. */
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
