// Room: whom a reply's headers speak of, among the gates that its call has passed. Pure.

import type { WindowNews } from '../http/headers.ts';
import { type Gate, limitOf, windowOf } from './bucket-state.ts';

/**
 * Which of the gates a call has passed (from wide to narrow) its reply's headers speak of: the one they resemble, else
 * the narrowest, unless they grant more than that bucket ever had.
 */
export function ownerOf(gates: readonly Gate[], news: WindowNews): Gate | undefined {
  const narrowest = gates.at(-1);
  const alike = gates.find((gate) => resembles(gate, news));
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

/** True where these headers have this bucket's window length, or say nothing of one and have its limit. */
function resembles(gate: Gate, news: WindowNews): boolean {
  return news.windowMs === undefined ? news.limit === limitOf({ ...gate, share: 1 }) : news.windowMs === windowOf(gate);
}
