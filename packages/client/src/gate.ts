// Room: the gate of one bucket, pure logic: may a call go now, and if not, when. Time comes in as an argument.
import type { WindowNews } from './headers.ts';
import type { BucketRow } from './limits.ts';

/**
 * `go`: now. `closed`: not before `untilMs`. `news`: not before a call that is under way has come back, or before
 * `untilMs` where the window ends earlier.
 */
export type Verdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'closed'; readonly untilMs: number }
  | { readonly kind: 'news'; readonly untilMs?: number };

/** One call's way through one gate. */
export interface Pass {
  readonly probe: boolean;
}

export interface GateView {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** True while no reply has spoken of this bucket: limit and window are the table's. */
  readonly isAssumed: boolean;
  /** Left in the server's window, less what is under way; absent where nobody said. */
  readonly available?: number;
  readonly resetAtMs?: number;
}

/** `remaining` is the smallest seen in this window. Infinite: the server says nothing, only our own history counts. */
interface Seen {
  remaining: number;
  resetAtMs: number;
}

/**
 * Two nets under each other:
 * - the server's window: available = smallest `remaining` seen − calls under way, worked out anew each time (storing
 *   the difference would count a call twice); where the window is not known, one call goes ahead as a probe;
 * - our own sends: never more than `limit` in any `windowMs`, each counted from its start until `windowMs` after its end.
 */
export class Gate {
  readonly row: BucketRow;
  #limit: number;
  #windowMs: number;
  #inFlight = 0;
  /** When our calls of the last window ended, oldest first. */
  #ended: number[] = [];
  #seen: Seen | undefined;
  #probe: Pass | undefined;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  #isAssumed = true;
  /** The server keeps other limits than Postman's, and none of this name. Its first refusal brings ours back for good. */
  #isWaived = false;
  #wasRefused = false;

  constructor(row: BucketRow) {
    this.row = row;
    this.#limit = row.limit;
    this.#windowMs = row.windowMs;
  }

  /** `mayProbe`: this is the narrowest bucket of the call. A call never has to find out what a wider window holds. */
  verdict(nowMs: number, mayProbe: boolean): Verdict {
    if (nowMs < this.#pausedUntilMs) return { kind: 'closed', untilMs: this.#pausedUntilMs };
    if (this.#isWaived) return { kind: 'go' };
    const history = this.#history(nowMs);
    if (history.kind !== 'go') return history;
    const seen = this.#live(nowMs);
    if (seen === undefined) return mayProbe && this.#probe !== undefined ? { kind: 'news' } : { kind: 'go' };
    if (seen.remaining - this.#inFlight >= 1) return { kind: 'go' };
    return seen.remaining < 1 ? { kind: 'closed', untilMs: seen.resetAtMs } : { kind: 'news', untilMs: seen.resetAtMs };
  }

  enter(nowMs: number, mayProbe: boolean): Pass {
    const pass: Pass = { probe: mayProbe && !this.#isWaived && this.#live(nowMs) === undefined };
    if (pass.probe) this.#probe = pass;
    this.#inFlight += 1;
    return pass;
  }

  /** The call ended, or was given up before it was sent (`sent: false`). `news`: what its reply says of this bucket. */
  leave(pass: Pass, nowMs: number, sent: boolean, news: WindowNews | undefined): void {
    this.#inFlight -= 1;
    if (this.#probe === pass) this.#probe = undefined;
    if (!sent) return;
    this.#ended.push(nowMs);
    if (news !== undefined && Object.keys(news).length > 0) this.#isAssumed = this.#isWaived = false;
    if (news?.limit !== undefined) this.#limit = news.limit;
    if (news?.windowMs !== undefined) this.#windowMs = news.windowMs;
    if (news?.remaining !== undefined) {
      this.#hear({ remaining: news.remaining, resetAtMs: news.resetAtMs ?? nowMs + this.#windowMs }, nowMs);
      return;
    }
    const seen = this.#live(nowMs);
    if (seen !== undefined) seen.remaining -= 1;
    else if (pass.probe) this.#seen = { remaining: Number.POSITIVE_INFINITY, resetAtMs: nowMs + this.#windowMs };
  }

  /** The reply to a call that passed this gate shows that the server does not know the limit that we assume here. */
  waive(): void {
    this.#isWaived = this.#isAssumed && !this.#wasRefused;
  }

  /** The server refused: nothing before `untilMs`; where it did not say when, nothing before this window's end. */
  pause(nowMs: number, untilMs: number | undefined): void {
    const seen = this.#live(nowMs);
    const guessMs = seen !== undefined && Number.isFinite(seen.remaining) ? seen.resetAtMs : nowMs + this.#windowMs;
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs ?? guessMs);
    this.#seen = undefined;
    this.#wasRefused = true;
    this.#isWaived = false;
  }

  /** False once the server has refused, so that whoever has passed and is not sent yet comes back. */
  isOpen(nowMs: number): boolean {
    return nowMs >= this.#pausedUntilMs;
  }

  /** True where these headers have this bucket's window length, or say nothing of one and have its limit. */
  resembles(news: WindowNews): boolean {
    return news.windowMs === undefined ? news.limit === this.#limit : news.windowMs === this.#windowMs;
  }

  view(nowMs: number): GateView {
    const seen = this.#live(nowMs);
    const known = seen !== undefined && Number.isFinite(seen.remaining);
    return {
      name: this.row.name,
      limit: this.#limit,
      windowMs: this.#windowMs,
      isAssumed: this.#isAssumed,
      ...(known ? { available: Math.max(0, seen.remaining - this.#inFlight), resetAtMs: seen.resetAtMs } : {}),
    };
  }

  #history(nowMs: number): Verdict {
    const oldestMs = nowMs - this.#windowMs;
    const kept = this.#ended.findIndex((endedMs) => endedMs > oldestMs);
    this.#ended = kept < 0 ? [] : this.#ended.slice(kept);
    const surplus = this.#inFlight + this.#ended.length - this.#limit;
    if (surplus < 0) return { kind: 'go' };
    const mustLeave = this.#ended[surplus];
    return mustLeave === undefined ? { kind: 'news' } : { kind: 'closed', untilMs: mustLeave + this.#windowMs };
  }

  #live(nowMs: number): Seen | undefined {
    return this.#seen !== undefined && nowMs < this.#seen.resetAtMs ? this.#seen : undefined;
  }

  /** Resets half a window apart are two windows: a later one replaces, an earlier one is an old reply. */
  #hear(heard: Seen, nowMs: number): void {
    const seen = this.#live(nowMs);
    const apartMs = seen === undefined ? 0 : heard.resetAtMs - seen.resetAtMs;
    if (seen === undefined || !Number.isFinite(seen.remaining) || apartMs > this.#windowMs / 2) {
      this.#seen = heard;
    } else if (apartMs >= -this.#windowMs / 2) {
      seen.remaining = Math.min(seen.remaining, heard.remaining);
      seen.resetAtMs = Math.min(seen.resetAtMs, heard.resetAtMs);
    }
  }
}

/**
 * Which of the gates a call has passed (from wide to narrow) its reply's headers speak of: the one they resemble, else
 * the narrowest, unless they grant more than that bucket ever had.
 */
export function ownerOf(gates: readonly Gate[], news: WindowNews): Gate | undefined {
  const narrowest = gates.at(-1);
  const alike = gates.find((gate) => gate.resembles(news));
  if (alike !== undefined || narrowest === undefined) return alike;
  return news.limit !== undefined && news.limit > narrowest.row.limit ? gates[0] : narrowest;
}

/**
 * The narrower gates that a reply waives: its headers name a wider gate's window with more calls than Postman grants there
 * (`row.documented`). Such a server (an emulator, a gateway) names the one window it keeps. With Postman's own number the
 * narrower limit may well stand beside it, unnamed, and stays assumed.
 */
export function waivedBy(gates: readonly Gate[], owner: Gate | undefined, news: WindowNews): readonly Gate[] {
  const at = owner === undefined ? -1 : gates.indexOf(owner);
  const isForeign = news.limit !== undefined && owner !== undefined && news.limit > owner.row.documented;
  return at < 0 || !isForeign ? [] : gates.slice(at + 1);
}
