// Room: Ctrl-C. The first one asks a run to finish what is under way, the second one ends the process.
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Stops listening. */
  release(): void;
}

/** SIGINT and SIGTERM count alike. Each runs once. */
export function listenForInterrupt(
  host: NodeJS.Process,
  onFirst: () => void,
  onSecond: () => void = () => undefined,
): Interrupt {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) {
      onSecond();
      host.exit(130);
    }
    controller.abort();
    onFirst();
  };
  host.on('SIGINT', onSignal);
  host.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release: () => {
      host.off('SIGINT', onSignal);
      host.off('SIGTERM', onSignal);
    },
  };
}
