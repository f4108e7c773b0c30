// Renders what `budget --forget` removed from the stores, and what stays there.
import { clockTime, type ForgottenData, type ForgottenLimit } from '@postform/client';
import { counted } from './words.ts';

/** One paragraph per store, then what happens next. */
export function renderForgotten(forgotten: readonly ForgottenData[], nowMs: number): string {
  const stores = [...new Set(forgotten.map(({ store }) => store))];
  const parts = stores.map((store) =>
    storeText(
      store,
      forgotten.filter((one) => one.store === store),
      nowMs,
    ),
  );
  return `${parts.join('')}The next run asks the server again.\n`;
}

function storeText(store: string, all: readonly ForgottenData[], nowMs: number): string {
  const lines = all.flatMap(({ limits, month }) => [
    ...limits.map((one) => limitLine(one, nowMs)),
    ...monthLines(month),
  ]);
  const sum = (of: 'setAside' | 'underWay' | 'spent') => all.reduce((sum, { month }) => sum + month[of], 0);
  const held = sum('setAside') + sum('underWay');
  const kept = [
    ...(sum('spent') > 0 ? [`${counted(sum('spent'), 'call')} in the ledger of this month`] : []),
    ...(held > 0 ? [`${counted(held, 'call')} that running processes have reserved or just sent`] : []),
  ];
  const stays = kept.length === 0 ? '' : `  It still holds ${kept.join(', and ')}.\n`;
  if (lines.length === 0) return `${store}: no limits reported by servers were stored.\n${stays}`;
  return `${store}: forgot what servers reported:\n${lines.map((line) => `  - ${line}\n`).join('')}${stays}`;
}

function limitLine({ label, limit, windowMs, available, resetAtMs }: ForgottenLimit, nowMs: number): string {
  const left = available === undefined ? '' : `, ${available} left`;
  const until = resetAtMs === undefined ? '' : ` until ${clockTime(resetAtMs, nowMs)}`;
  return `${label}: ${limit} in ${windowMs / 1000} s${left}${until}`;
}

function monthLines({ remaining, limit }: ForgottenData['month']): readonly string[] {
  if (remaining === undefined && limit === undefined) return [];
  const of = limit === undefined ? '' : ` of ${limit}`;
  return [`the month: ${remaining === undefined ? `a limit${of}` : `${remaining}${of} left`}`];
}
