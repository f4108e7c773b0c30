// Tells the time and waits; the only file of the emulator that reads the real time or starts a timer.
/** Time as an argument. `nowMs` is epoch milliseconds; `wait` resolves after that many real milliseconds. */
export interface EmulatorClock {
  nowMs(): number;
  wait?(ms: number): Promise<void>;
}

/** The longest timer Node takes, 24 days; a longer one would end at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's clock. Its timers never keep a process alive. */
export const realClock: Required<EmulatorClock> = {
  nowMs: () => Date.now(),
  wait: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, Math.min(ms, longestTimerMs)).unref();
    }),
};

/** Where a virtual clock starts by default: 1 January 2026, UTC. */
export const virtualStartMs = Date.UTC(2026, 0, 1);

/** How a clock runs: `speed` emulator milliseconds per millisecond of its base, 0 for a clock that stands still. */
export interface Pace {
  readonly speed: number;
  /** A clock that stands still jumps to the end of the next wait as soon as there is nothing else to do. */
  readonly autoAdvance: boolean;
}

/** The emulator's clock: it can be moved forward, sped up and stopped, and every wait follows it. */
export interface MovableClock {
  nowMs(): number;
  /** Resolves when that many milliseconds of this clock have passed. */
  wait(ms: number): Promise<void>;
  /** How far this clock is ahead of its base; a virtual one, how far it is from its start. */
  offsetMs(): number;
  advance(ms: number): void;
  pace(): Pace;
  setPace(pace: Partial<Pace>): void;
}

interface Waiter {
  readonly dueMs: number;
  resolve(): void;
}

/** A clock over `base`; with `startMs` it starts there and takes from the base only how fast time goes. */
export function movable(base: EmulatorClock, startPace: Pace, startMs?: number): MovableClock {
  const baseWait = base.wait ?? realClock.wait;
  const waiters = new Set<Waiter>();
  const sinceMs = base.nowMs();
  /** Read `thenMs` when the base read `sinceMs`; from there it runs at its pace. */
  const state = { pace: startPace, sinceMs, thenMs: startMs ?? sinceMs, isJumpDue: false };

  const nowMs = (): number => Math.floor(state.thenMs + (base.nowMs() - state.sinceMs) * state.pace.speed);
  const settle = (waiter: Waiter): void => {
    if (waiters.delete(waiter)) waiter.resolve();
  };
  const settleDue = (): void => {
    for (const waiter of waiters) {
      if (waiter.dueMs <= nowMs()) settle(waiter);
    }
  };
  /** Starts the timer of a waiter at the present pace; when the pace changes meanwhile, the timer means nothing. */
  const arm = (waiter: Waiter): void => {
    const { pace } = state;
    if (pace.speed > 0) {
      void baseWait(Math.max(0, waiter.dueMs - nowMs()) / pace.speed).then(() => {
        if (state.pace === pace) settle(waiter);
      });
    } else if (pace.autoAdvance) jumpSoon();
  };
  /** Handlers are done within one turn, so in the next one every call in hand is waiting or being read. */
  const jumpSoon = (): void => {
    if (state.isJumpDue) return;
    state.isJumpDue = true;
    setImmediate(() => {
      state.isJumpDue = false;
      const { pace } = state;
      if (pace.speed > 0 || !pace.autoAdvance || waiters.size === 0) return;
      const nextMs = Math.min(...[...waiters].map(({ dueMs }) => dueMs));
      advance(Math.max(0, nextMs - nowMs()));
      if (waiters.size > 0) jumpSoon();
    });
  };
  const advance = (ms: number): void => {
    state.thenMs += ms;
    settleDue();
  };
  return {
    nowMs,
    wait: (ms) =>
      new Promise((resolve) => {
        const waiter = { dueMs: nowMs() + ms, resolve };
        waiters.add(waiter);
        arm(waiter);
      }),
    offsetMs: () => nowMs() - (startMs ?? base.nowMs()),
    advance,
    pace: () => state.pace,
    setPace: (changed) => {
      state.thenMs = nowMs();
      state.sinceMs = base.nowMs();
      state.pace = { ...state.pace, ...changed };
      for (const waiter of waiters) arm(waiter);
    },
  };
}

/** What a clock can be asked for at start. */
export interface ClockChoice {
  readonly clock?: EmulatorClock | 'real' | 'virtual';
  readonly speed?: number;
  readonly autoAdvance?: boolean;
}

export function clockOf({ clock = 'real', speed, autoAdvance = false }: ClockChoice): MovableClock {
  if (clock !== 'virtual') return movable(clock === 'real' ? realClock : clock, { speed: speed ?? 1, autoAdvance });
  return movable(realClock, { speed: speed ?? 0, autoAdvance }, virtualStartMs);
}

/** `2022-01-13T10:21:46.000Z`: ISO-8601 with milliseconds and Z (Postman OpenAPI 1.45.0, examples). */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
