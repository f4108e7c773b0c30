// Renders the budget: a table of limits and prices, and the ledger of the month as bars.
import { clockTime } from '@postform/client';
import type { Account } from '../budget/account.ts';
import type { DriftJob } from '../budget/drift-job.ts';
import type { BudgetFacts } from '../budget/facts.ts';
import { showDuration } from '../options/durations.ts';
import type { Style } from '../output/style.ts';
import { renderBars } from './bars.ts';
import { foldText } from './fold.ts';
import { roundedTime } from './price.ts';
import { counted } from './words.ts';

export interface BudgetLayout {
  readonly style: Style;
  readonly width: number;
  readonly nowMs: number;
}

/** A label and the lines to its right. */
type Row = readonly [name: string, ...lines: readonly string[]];

export function renderBudget(facts: BudgetFacts, view: BudgetLayout): string {
  const parts = [
    [...accountRows(facts), ...facts.buckets.map((bucket) => limitRow(bucket, view.nowMs)), ...runRow(facts)],
    [...costRows(facts), ...jobRows(facts)],
    ledgerRows(facts, view),
  ];
  const column = Math.max(...parts.flat().map(([name]) => name.length)) + 2;
  return parts.map((rows) => rows.map((row) => renderRow(row, column, view)).join('')).join('\n');
}

function renderRow([name, ...lines]: Row, column: number, { style, width }: BudgetLayout): string {
  return lines
    .map((line, at) => {
      const head = (at === 0 ? name : '').padEnd(column);
      return `${foldText(`${style.bold(head)}${line}`, width, column)}\n`;
    })
    .join('');
}

function accountRows({ account, month }: BudgetFacts): readonly Row[] {
  const who: Row = ['account', account === undefined ? 'unknown at the moment' : `${account.user}, ${teamOf(account)}`];
  if (month.remaining === undefined) return [who, ['month', 'the server does not report it']];
  const used = account?.month === undefined ? '' : `${account.month.used} of ${account.month.limit} calls used, `;
  const rows: Row[] = [who, ['month', `${used}${month.remaining} left until ${month.endsAt.slice(0, 10)} (UTC)`]];
  if (month.reserve)
    rows.push(['reserve', `${counted(month.reserve, 'call')} kept in reserve, ${month.free} may be spent`]);
  if (month.setAsideByOthers > 0)
    rows.push(['set aside', `${counted(month.setAsideByOthers, 'call')} by runs under way`]);
  return rows;
}

function teamOf({ team }: Account): string {
  return team === undefined ? 'no team' : `team ${team}`;
}

function limitRow(bucket: BudgetFacts['buckets'][number], nowMs: number): Row {
  const { name, limit, windowMs, available, isAssumed, resetAt } = bucket;
  const until = resetAt === undefined ? '' : `, next window at ${clockTime(Date.parse(resetAt), nowMs)}`;
  const left = available === undefined ? '' : `, ${available} left now${until}`;
  const assumed = isAssumed ? ' (assumed: no reply has reported it yet)' : '';
  return [`limit (${name})`, `${limit} in ${windowMs / 1000} s${assumed}${left}`];
}

function runRow({ maxCallsPerRun }: BudgetFacts): readonly Row[] {
  return maxCallsPerRun === undefined ? [] : [['limit (run)', counted(maxCallsPerRun, 'call')]];
}

function costRows({ project }: BudgetFacts): readonly Row[] {
  const { stack, plan, listRefresh, apply } = project;
  const { create, update, replace, delete: gone } = apply.changes;
  const named = [
    [create, 'create'],
    [update, 'update'],
    [replace, 'replace'],
    [gone, 'delete'],
  ] as const;
  const changes = named.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  const cost = changes.length === 0 ? 'nothing to write' : `${costOf(apply)} for ${changes.join(', ')}`;
  const basis =
    apply.basis === 'refresh'
      ? 'according to the refresh that was just made'
      : 'according to files and state; changes by hand are not included (--refresh full reads them)';
  const lists =
    listRefresh.calls < plan.calls
      ? `--refresh list reads only lists: ${counted(listRefresh.calls, 'call')}`
      : `--refresh list would save nothing: ${counted(listRefresh.calls, 'call')}`;
  return [
    ['stack', stack],
    ['plan, drift', `${costOf(plan)} for a full refresh`, lists],
    ['apply', `${cost}, besides the refresh`, basis],
  ];
}

function costOf({ calls, seconds }: { readonly calls: number; readonly seconds: number }): string {
  return `${counted(calls, 'call')} (about ${roundedTime(seconds * 1000)})`;
}

function jobRows({ driftJob, project }: BudgetFacts): readonly Row[] {
  if (driftJob === undefined) return [];
  const { fullRefreshes: count, fullRefreshesPerDay: daily, jobs } = driftJob;
  const verb = count === 1 ? 'fits' : 'fit';
  const perDay = daily >= 1 ? `, ${daily} a day` : '';
  const fits = `${count === 1 ? '1 full refresh' : `${count} full refreshes`} ${verb} into the rest of the month${perDay}`;
  return [['drift job', fits, ...jobs.map((job) => jobText(job, project.plan.calls))]];
}

function jobText({ everyMs, runs, callsPerRun, runsPerCycle }: DriftJob, refreshCalls: number): string {
  const often = `every ${showDuration(everyMs)}: ${counted(runs, 'run')}`;
  if (callsPerRun === 0) return `${often}, more than the rest of the month allows`;
  if (runsPerCycle === 1) return `${often}, each a full refresh (--max-calls ${refreshCalls})`;
  return `${often} with --max-calls ${callsPerRun}, which verify everything once in ${runsPerCycle} runs`;
}

function ledgerRows({ ledger }: BudgetFacts, view: BudgetLayout): readonly Row[] {
  const sorted = (counts: Readonly<Record<string, number>>, by: (a: Entry, b: Entry) => number) =>
    Object.fromEntries(Object.entries(counts).sort(by));
  const days = sorted(ledger.byDay, ([a], [b]) => (a < b ? -1 : 1));
  const commands = sorted(ledger.byCommand, ([, a], [, b]) => b - a);
  const inner = { ...view, width: view.width - 'limit (general)'.length - 2 };
  const spent: Row = [
    'spent',
    `${counted(ledger.calls, 'call')} in ${ledger.month} by all runs that share this ledger`,
  ];
  if (ledger.calls === 0) return [spent];
  return [spent, ['by day', ...renderBars(days, inner)], ['by command', ...renderBars(commands, inner)]];
}

type Entry = readonly [string, number];
