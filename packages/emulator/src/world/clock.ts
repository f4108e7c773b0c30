// The clock room: the only place of the emulator that reads the real time or starts a real timer.
/** Time as an argument. `nowMs` is epoch milliseconds; `wait` resolves after that many real milliseconds. */
export interface EmulatorClock {
  nowMs(): number;
  wait?(ms: number): Promise<void>;
}

/** The machine's clock. Its timers never keep a process alive. */
export const realClock: Required<EmulatorClock> = {
  nowMs: () => Date.now(),
  wait: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
};

/** A clock that can be moved forward: the base clock plus an offset in milliseconds. */
export interface MovableClock {
  nowMs(): number;
  wait(ms: number): Promise<void>;
  offsetMs(): number;
  advance(ms: number): void;
}

export function movable(base: EmulatorClock, startOffsetMs: number): MovableClock {
  let offsetMs = startOffsetMs;
  return {
    nowMs: () => base.nowMs() + offsetMs,
    wait: (ms) => (base.wait ?? realClock.wait)(ms),
    offsetMs: () => offsetMs,
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}

/** `2022-01-13T10:21:46.000Z`: ISO-8601 with milliseconds and Z (Postman OpenAPI 1.45.0, examples). */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
