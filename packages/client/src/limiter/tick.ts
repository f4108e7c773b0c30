// Room: one turn at the shared windows: calls that ended leave, those that wait go as far as there is room. Pure.

import type { WindowNews } from '../http/headers.ts';
import { ownerOf, waivedBy } from './attribution.ts';
import { enterGate, leaveGate, type Pass, roomOf, type Verdict, verdictOf, waiveGate } from './bucket.ts';
import { boundGate, boundOwners } from './bucket-bounds.ts';
import { passGate, pauseGate } from './bucket-refusal.ts';
import { type Gate, sum } from './bucket-state.ts';
import { shareOf } from './fair-share.ts';
import type { BucketRow } from './limits.ts';
import { buryDead, claim, fadingClaims, gateAt, type Owner, rivalsAt, usedBy, type Windows } from './shared-windows.ts';

/** A call's way through all its gates, from wide to narrow. */
export interface Passage {
  readonly buckets: readonly string[];
  readonly passes: readonly Pass[];
}

/** How a call ended, as far as the gates care. Times are of the client's clock. */
export interface Ended {
  readonly sent: boolean;
  /** Absent where there was no reply. */
  readonly news?: WindowNews;
  /** True after a per-time refusal: the bucket closes until `retryAtMs`, or until its window ends. */
  readonly limited?: boolean;
  readonly retryAtMs?: number;
}

export interface Leave {
  readonly passage: Passage;
  readonly ended: Ended;
  readonly atMs: number;
}

/** `spare`: not wanted yet; granted only where there is plenty. */
export interface Ask {
  readonly buckets: readonly string[];
  readonly isSpare: boolean;
}

/** `wait`: look again at `untilMs` (infinite: when a call comes back); `closed` where it is certain until when. */
export type Answer =
  | { readonly kind: 'go'; readonly passage: Passage }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly closed: readonly Closed[] };

export interface Closed {
  readonly row: BucketRow;
  readonly untilMs: number;
}

export interface TurnInput {
  readonly me: { readonly owner: string; readonly host: string };
  readonly rows: ReadonlyMap<string, BucketRow>;
  /** Of the limits, where the others cannot be asked; else 1. */
  readonly share: number;
  /** Our passes by bucket before this turn, those that leave in it included. */
  readonly underWay: Readonly<Record<string, number>>;
  /** True once we have had a turn: not to be found then means that we were taken for dead. */
  readonly wasThere: boolean;
  readonly leaves: readonly Leave[];
  readonly asks: readonly Ask[];
  /** How long our calls take, from pass to end. */
  readonly callMs: number;
  readonly nowMs: number;
  /** What the store's clock is ahead of the client's. */
  readonly aheadMs: number;
}

/** Where this many calls are free nobody has to count them one by one. */
const PLENTY = 128;
/** Others are looked after this often: about as often as a call comes back. */
const POLL_MOST_MS = 250;
const POLL_LEAST_MS = 10;

/** Alters `windows`; gives an answer for each ask. Times in the answers are of the store's clock. */
export function takeTurn(windows: Windows, input: TurnInput): readonly Answer[] {
  const { me, rows, nowMs } = input;
  boundOwners(windows, nowMs);
  buryDead(windows, [...rows.values()], nowMs, me.owner);
  const gateOf = (name: string) => gateAt(windows, rows.get(name)!, input.share);
  const before = windows.owners[me.owner];
  const wasBuried = input.wasThere && before === undefined;
  const claims = before === undefined ? {} : fadingClaims(before, gateOf, nowMs);
  const self: Owner = { host: me.host, beatAtMs: nowMs, claims };
  windows.owners[me.owner] = self;
  windows.savedAtMs = nowMs;
  windows.serial += 1;
  for (const name of rows.keys()) {
    const { underWay } = gateOf(name).state;
    const mine = input.underWay[name] ?? 0;
    if (mine > 0) underWay[me.owner] = mine;
    else delete underWay[me.owner];
  }
  for (const name of rows.keys()) boundGate(gateOf(name), nowMs);
  for (const leave of input.leaves) settle(leave, leave.passage.buckets.map(gateOf), input.aheadMs, wasBuried);
  for (const name of rows.keys()) boundGate(gateOf(name), nowMs);
  const turn = { windows, input, quotas: quotasOf(windows, input, gateOf), self };
  return input.asks.map((ask) => answer(turn, ask, ask.buckets.map(gateOf)));
}

/** A reply that slept with its process says nothing of now. What speaks of one bucket says of the others that it said nothing. */
function settle({ passage, ended, atMs }: Leave, gates: readonly Gate[], aheadMs: number, isStale: boolean): void {
  const news = isStale || ended.news === undefined ? undefined : shiftedNews(ended.news, aheadMs);
  const owner = ownerOf(gates, news ?? {});
  gates.forEach((gate, index) => {
    const itsOwn = gate === owner ? news : news && {};
    leaveGate(gate, passage.passes[index]!, atMs + aheadMs, ended.sent, itsOwn);
  });
  if (isStale) return;
  if (news !== undefined && !ended.limited) {
    for (const gate of waivedBy(gates, owner, news)) waiveGate(gate, atMs + aheadMs);
    for (const gate of gates) passGate(gate);
  }
  const retryAtMs = ended.retryAtMs === undefined ? undefined : ended.retryAtMs + aheadMs;
  if (ended.limited && owner !== undefined) pauseGate(owner, atMs + aheadMs, retryAtMs);
}

function shiftedNews(news: WindowNews, aheadMs: number): WindowNews {
  return news.resetAtMs === undefined ? news : { ...news, resetAtMs: news.resetAtMs + aheadMs };
}

interface Turning {
  readonly windows: Windows;
  readonly input: TurnInput;
  /** What we may take of each bucket; absent: as much as there is. */
  readonly quotas: Map<string, number>;
  readonly self: Owner;
}

/** Where others wait for a bucket too, our fair part of it. */
function quotasOf(windows: Windows, { asks, me, nowMs }: TurnInput, gateOf: (name: string) => Gate) {
  const quotas = new Map<string, number>();
  for (const name of new Set(asks.flatMap(({ buckets }) => buckets))) {
    const gate = gateOf(name);
    const rivals = rivalsAt(windows, gate, nowMs, me.owner);
    if (rivals.length === 0) continue;
    const mine = { owner: me.owner, used: usedBy(gate, me.owner) };
    quotas.set(name, shareOf(me.owner, roomOf(gate, nowMs, false), [...rivals, mine]));
  }
  return quotas;
}

function answer(turn: Turning, ask: Ask, gates: readonly Gate[]): Answer {
  const { input, quotas, self } = turn;
  const soon = input.nowMs + pollMs(turn);
  const { nowMs, me } = input;
  const closed: Closed[] = [];
  const shut: Gate[] = [];
  let untilMs = Number.NEGATIVE_INFINITY;
  for (const gate of gates) {
    const verdict = verdictOf(gate, nowMs, gate === gates.at(-1));
    const isMine = (quotas.get(gate.row.name) ?? 1) > 0;
    if (verdict.kind === 'go' && isMine) continue;
    shut.push(gate);
    if (verdict.kind === 'closed') closed.push({ row: gate.row, untilMs: verdict.untilMs });
    const soonMs = isOthersTurn(gate, me.owner, isMine) ? soon : Number.POSITIVE_INFINITY;
    const notBeforeMs = quotas.has(gate.row.name) ? (nowMs + soon) / 2 : 0;
    untilMs = Math.max(untilMs, lookAgainAt(verdict, soonMs, notBeforeMs));
  }
  const isPlenty = !ask.isSpare || (quotas.size === 0 && gates.every((gate) => roomOf(gate, nowMs, true) >= PLENTY));
  if (shut.length === 0 && isPlenty) {
    const passes = gates.map((gate) => enterGate(gate, me.owner, nowMs, gate === gates.at(-1)));
    for (const name of ask.buckets) if (quotas.has(name)) quotas.set(name, quotas.get(name)! - 1);
    return { kind: 'go', passage: { buckets: ask.buckets, passes } };
  }
  if (!ask.isSpare) for (const { row } of shut) claim(self, row.name, nowMs);
  return { kind: 'wait', untilMs: Math.max(untilMs, nowMs), closed };
}

/** Beside rivals not before `notBeforeMs`: many that wake for each single free call only keep each other busy. */
function lookAgainAt(verdict: Verdict, soonMs: number, notBeforeMs: number): number {
  if (verdict.kind === 'go') return soonMs;
  if (verdict.kind === 'closed') return Math.max(verdict.untilMs, notBeforeMs);
  return Math.min(verdict.untilMs ?? Number.POSITIVE_INFINITY, soonMs);
}

/** What keeps us is in the hands of others, who cannot tell us: their calls under way, their fair part. */
function isOthersTurn({ state }: Gate, me: string, isMine: boolean): boolean {
  return !isMine || sum(state.underWay) > (state.underWay[me] ?? 0);
}

/** Often enough for a window not to lie idle, seldom enough for many processes not to trample on the store. */
function pollMs({ windows, input }: Turning): number {
  const crowd = Math.max(1, Object.keys(windows.owners).length / 4);
  return Math.min(POLL_MOST_MS, Math.max(POLL_LEAST_MS, (input.callMs / 2) * crowd));
}
