// Room: the pacer, which lets calls through all gates of their buckets, first come first served within each bucket.
import { assert, type Clock } from '@postform/engine';
import { type OnEvent, waitEvent } from './events.ts';
import { Gate, type GateView, ownerOf, type Pass, waivedBy } from './gate.ts';
import type { WindowNews } from './headers.ts';
import type { BucketRow } from './limits.ts';

/** Ends of waits closer together than this are one wait to people. */
const TOLD_APART_MS = 1000;

export interface PacerOptions {
  readonly rows: readonly BucketRow[];
  readonly clock: Clock;
  readonly onEvent: OnEvent;
  /** The longest that one window may keep a call waiting; 0 where calls must not wait at all. */
  readonly maxWaitMs: number;
  /** The error for a call that would have to wait longer. */
  readonly tooLong: (row: BucketRow, waitMs: number, untilMs: number) => Error;
}

/** A call's way through all its gates. */
export interface Passage {
  readonly gates: readonly Gate[];
  readonly passes: readonly Pass[];
}

/** How a call ended, as far as the gates care. */
export interface Ended {
  readonly sent: boolean;
  /** Absent where there was no reply. */
  readonly news?: WindowNews;
  /** True after a per-time refusal: the bucket closes until `retryAtMs`, or until its window ends. */
  readonly limited?: boolean;
  readonly retryAtMs?: number;
}

interface Waiter {
  readonly gates: readonly Gate[];
  readonly grant: (passage: Passage) => void;
  readonly refuse: (error: Error) => void;
}

export class Pacer {
  readonly #options: PacerOptions;
  readonly #gates: ReadonlyMap<string, Gate>;
  #waiters: Waiter[] = [];
  #alarm: { readonly atMs: number; readonly cancel: AbortController } | undefined;
  #closed: Error | undefined;
  readonly #told = new Map<string, number>();

  constructor(options: PacerOptions) {
    this.#options = options;
    this.#gates = new Map(options.rows.map((row) => [row.name, new Gate(row)]));
  }

  /** Resolves when a call on these buckets may be sent. Every passage must be given back to `leave`. */
  enter(buckets: readonly string[]): Promise<Passage> {
    const gates = buckets.map((name) => {
      const gate = this.#gates.get(name);
      assert(gate, `there is a bucket named ${name}`);
      return gate;
    });
    return new Promise((grant, refuse) => {
      if (this.#closed !== undefined) return refuse(this.#closed);
      this.#waiters.push({ gates, grant, refuse });
      this.#pump();
    });
  }

  /** Gives the passage back, and lets others through. */
  leave(passage: Passage, ended: Ended): void {
    const nowMs = this.#options.clock.nowMs();
    const news = ended.news ?? {};
    const owner = ownerOf(passage.gates, news);
    passage.gates.forEach((gate, index) => {
      gate.leave(passage.passes[index]!, nowMs, ended.sent, gate === owner ? news : undefined);
    });
    if (ended.sent && !ended.limited) for (const gate of waivedBy(passage.gates, owner, news)) gate.waive();
    if (ended.limited) owner?.pause(nowMs, ended.retryAtMs);
    this.#pump();
  }

  /** False where the server refused a call of one of these buckets since: the passage must be given back unused. */
  isOpen(passage: Passage): boolean {
    const nowMs = this.#options.clock.nowMs();
    return passage.gates.every((gate) => gate.isOpen(nowMs));
  }

  /** Refuses everybody who waits, now and later. */
  close(error: Error): void {
    this.#closed = error;
    this.#alarm?.cancel.abort();
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(error);
  }

  view(): readonly GateView[] {
    const nowMs = this.#options.clock.nowMs();
    return [...this.#gates.values()].map((gate) => gate.view(nowMs));
  }

  #pump(): void {
    const nowMs = this.#options.clock.nowMs();
    const waiting: Waiter[] = [];
    let wakeAtMs = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiters) {
      const stop = this.#stopOf(waiter, nowMs);
      if (stop === 'go') {
        waiter.grant({
          gates: waiter.gates,
          passes: waiter.gates.map((gate) => gate.enter(nowMs, gate === waiter.gates.at(-1))),
        });
      } else if (stop instanceof Error) {
        waiter.refuse(stop);
      } else {
        waiting.push(waiter);
        wakeAtMs = Math.min(wakeAtMs, stop);
      }
    }
    this.#waiters = waiting;
    this.#wake(wakeAtMs, nowMs);
  }

  /** `go`, the refusal, or when to look again (infinite: when a call comes back). */
  #stopOf(waiter: Waiter, nowMs: number): 'go' | Error | number {
    let lookAtMs: number | undefined;
    for (const gate of waiter.gates) {
      const verdict = gate.verdict(nowMs, gate === waiter.gates.at(-1));
      if (verdict.kind === 'go') continue;
      const untilMs = verdict.untilMs ?? Number.POSITIVE_INFINITY;
      lookAtMs = Math.max(lookAtMs ?? untilMs, untilMs);
      if (verdict.kind === 'closed') {
        const waitMs = verdict.untilMs - nowMs;
        if (waitMs > this.#options.maxWaitMs) return this.#options.tooLong(gate.row, waitMs, verdict.untilMs);
        this.#tell(gate.row, nowMs, verdict.untilMs);
      }
    }
    return lookAtMs ?? 'go';
  }

  #tell(row: BucketRow, nowMs: number, untilMs: number): void {
    if (untilMs < (this.#told.get(row.name) ?? 0) + TOLD_APART_MS) return;
    this.#told.set(row.name, untilMs);
    this.#options.onEvent(waitEvent(row, nowMs, untilMs));
  }

  #wake(atMs: number, nowMs: number): void {
    if (this.#alarm?.atMs === atMs) return;
    this.#alarm?.cancel.abort();
    this.#alarm = undefined;
    if (!Number.isFinite(atMs)) return;
    const alarm = { atMs, cancel: new AbortController() };
    this.#alarm = alarm;
    const rung = () => {
      if (this.#alarm !== alarm) return;
      this.#alarm = undefined;
      this.#pump();
    };
    this.#options.clock.sleep(Math.max(1, atMs - nowMs), alarm.cancel.signal).then(rung, rung);
  }
}
