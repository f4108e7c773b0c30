// `budget` shows limits, quota, prices and what was spent. Sends GET /me, and reads the workspace only with --refresh; sends nothing with --forget.
import { AppError } from '@postform/engine';
import { type Account, readAccount } from '../budget/account.ts';
import { budgetFacts } from '../budget/facts.ts';
import { writeDocument } from '../json/records.ts';
import type { Input } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderBudget } from '../render/budget.ts';
import { renderForgotten } from '../render/forgotten.ts';
import { announceRefresh } from '../session/announce-read.ts';
import type { ExitCode } from '../session/exit.ts';
import { type Run, withRun } from '../session/run.ts';

export async function runBudgetCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const command = { name: 'budget', mode: 'reads', forgetful: true, printsDocument: true } as const;
  return withRun(terminal, options, command, async (run) => {
    const { client } = run.wired;
    if (options.forget) return forget(run);
    const account = await whoUnlessShut(run);
    if (account !== undefined) await client.identify(account.id);
    if (account?.month !== undefined) {
      const { used, limit } = account.month;
      client.reportQuota({ remaining: Math.max(0, limit - used), limit });
    }
    const how = { command: 'plan', saved: false, destroy: false } as const;
    const asked = { ...planOptions(options, run.project, how), refresh: options.refresh ?? 'none' };
    if (asked.refresh !== 'none') await announceRefresh(run, asked);
    const facts = await budgetFacts(run, account, asked);
    const view = { style: terminal.outStyle, width: terminal.width, nowMs: terminal.nowMs() };
    if (options.json) writeDocument(terminal, { ...facts });
    else terminal.out(renderBudget(terminal.clean(facts), view));
    return 0;
  });
}

async function forget({ wired, terminal, options }: Run): Promise<ExitCode> {
  const forgotten = await wired.client.forget();
  if (options.json) writeDocument(terminal, { forgotten });
  else terminal.out(renderForgotten(terminal.clean(forgotten), terminal.nowMs()));
  return 0;
}

/** Undefined where a limit lets no call through: what is known is still worth showing. */
async function whoUnlessShut({ wired, report }: Run): Promise<Account | undefined> {
  try {
    return await readAccount(wired.client);
  } catch (error) {
    if (!(error instanceof AppError) || error.category !== 'deferred') throw error;
    report.notice(`The account is unknown at the moment: ${error.message}\n`);
    return undefined;
  }
}
