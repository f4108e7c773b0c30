// Room: `budget`, limits, the month and what this project costs. Sends one call, GET /me.
import type { Who } from '@postform/client';
import { AppError, type Client, type ExitCode, isObject, type Json, priceOfLook } from '@postform/engine';
import type { Input } from '../options.ts';
import { renderTable } from '../render/table.ts';
import { counted } from '../render/words.ts';
import { type Run, withRun } from '../run.ts';
import type { Terminal } from '../terminal.ts';

/** Postman OpenAPI 1.45.0, getAuthenticatedUser; `api_usage` among its operations is the month of the Postman API. */
const meRoute = { operation: 'getAuthenticatedUser', method: 'GET', path: '/me' } as const;

interface Account {
  readonly id: Who;
  readonly user: string;
  readonly team: string | undefined;
  readonly month: { readonly used: number; readonly limit: number } | undefined;
}

export async function run(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  return withRun(terminal, options, { name: 'budget', mode: 'reads', forgetful: true }, async (run) => {
    const account = accountOf(await askWho(run.wired.client));
    await run.wired.client.tellWho(account.id);
    if (account.month !== undefined) {
      const { used, limit } = account.month;
      run.wired.client.tellMonth({ remaining: Math.max(0, limit - used), limit });
    }
    const facts = await gather(run, account);
    if (options.json) terminal.out(`${JSON.stringify({ format: 1, ...facts }, undefined, 2)}\n`);
    else terminal.out(renderTable(rowsOf(facts)));
    return 0;
  });
}

async function askWho(client: Client): Promise<Json> {
  const buckets = client.bucketsOf(meRoute).map((bucket) => [bucket, 1]);
  const reservation = await client.reserve('look', { calls: 1, byBucket: Object.fromEntries(buckets) });
  try {
    return (await reservation.send({ route: meRoute })).body;
  } finally {
    reservation.release();
  }
}

/** `operations` is absent for guests and partners. */
function accountOf(body: Json): Account {
  const user = isObject(body) ? body['user'] : undefined;
  if (!isObject(user)) {
    throw new AppError('E_CLI_WHO', 'The server did not say who we are: its reply to GET /me holds no user.', {
      hint: 'Check POSTMAN_API_BASE_URL: is that the Postman API?',
    });
  }
  const operations = isObject(body) && Array.isArray(body['operations']) ? body['operations'] : [];
  const usage = operations.find((item) => isObject(item) && item['name'] === 'api_usage');
  const { id, teamId, username, teamName } = user;
  const team = typeof teamName === 'string' && teamName !== '' ? teamName : undefined;
  const month = isObject(usage) ? { used: Number(usage['usage']), limit: Number(usage['limit']) } : undefined;
  const who = { user: String(id), ...(team === undefined ? {} : { team: String(teamId ?? team) }) };
  return { id: who, user: String(username), team, month };
}

async function gather(run: Run, account: Account) {
  const { wired, desired, project } = run;
  const state = await wired.store.load();
  const { month, buckets, maxCallsPerRun, ledger } = wired.client.budget();
  const drift = priceOfLook(wired.world, desired, state, 'full').calls;
  const list = priceOfLook(wired.world, desired, state, 'list').calls;
  const free = month.remaining === undefined ? undefined : Math.max(0, month.remaining - (month.reserve ?? 0));
  return {
    account,
    month: { ...month, ...(free === undefined ? {} : { free }) },
    buckets,
    maxCallsPerRun,
    project: { stack: project.stack, look: drift, listLook: list },
    driftsLeft: free === undefined ? undefined : Math.floor(free / drift),
    spentHere: ledger,
  };
}

function rowsOf(facts: Awaited<ReturnType<typeof gather>>): readonly (readonly string[])[] {
  const { account, month, buckets, project, spentHere } = facts;
  const team = account.team === undefined ? 'no team' : `team ${account.team}`;
  const rows: string[][] = [['who', `${account.user}, ${team}`]];
  if (account.month === undefined || month.remaining === undefined) rows.push(['month', 'the server does not say']);
  else {
    const { used, limit } = account.month;
    rows.push(['month', `${used} of ${limit} calls used, ${month.remaining} left`]);
    if (month.reserve) rows.push(['reserve', `${counted(month.reserve, 'call')} kept back`]);
  }
  for (const { name, limit, windowMs, available, isAssumed } of buckets) {
    const left = isAssumed
      ? ' (assumed: no reply has named it yet)'
      : available === undefined
        ? ''
        : `, ${available} left now`;
    rows.push([`limit (${name})`, `${limit} in ${windowMs / 1000} s${left}`]);
  }
  if (facts.maxCallsPerRun !== undefined) rows.push(['limit (run)', counted(facts.maxCallsPerRun, 'call')]);
  rows.push([`stack ${project.stack}`, `a full plan or drift looks with ${counted(project.look, 'call')}`]);
  const lists = counted(project.listLook, 'call');
  rows.push([
    '',
    project.listLook < project.look
      ? `--refresh list looks at lists only: ${lists}`
      : `--refresh list would save nothing: ${lists}`,
  ]);
  const { driftsLeft } = facts;
  if (driftsLeft !== undefined)
    rows.push(['', `${counted(driftsLeft, 'drift')} ${driftsLeft === 1 ? 'fits' : 'fit'} into the month's rest`]);
  const by = Object.entries(spentHere.byCommand).map(([command, calls]) => `${command} ${calls}`);
  const detail = by.length === 0 ? '' : ` (${by.join(', ')})`;
  rows.push(['spent from here', `${counted(spentHere.calls, 'call')} in ${spentHere.month}${detail}`]);
  return rows;
}
