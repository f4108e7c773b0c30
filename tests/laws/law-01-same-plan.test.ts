// Law 1: the same desired, state and live give the same plan, byte for byte: at any time, in any process, in any place.
import { DEFAULT_PLAN_OPTIONS, encodePlan, type PlanOptions, runPlan } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clock } from '../../packages/cli/src/session/wire.ts';
import { useCliHarness } from '../harness/cli-harness.ts';
import { aheadBy, runCommand } from '../harness/command.ts';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { environment, team } from '../harness/team.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const without = (address: string): readonly Authored[] => team.filter((item) => item.address !== address);
const updated = [...without('environment.billing'), environment('billing', 'Billing', { host: 'new.example.com' })];

describe('Law 1: same desired, state and live give the same plan, byte for byte', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await makeHarness({ secrets: {} });
  });
  afterEach(async () => harness.close());

  /** As planned `laterMs` from now; the resources stand in another order where the time is another. */
  const plannedAt = async (
    laterMs: number,
    wanted: readonly Authored[],
    how: Partial<PlanOptions> = {},
    maxCalls?: number,
  ): Promise<string> => {
    const { client } = maxCalls === undefined ? harness.ports() : harness.limitedPorts(maxCalls);
    const later = { ...clock, nowMs: () => Date.now() + laterMs };
    const ports = harness.ports({ client, clock: later });
    const desired = harness.desired(laterMs === 0 ? wanted : [...wanted].reverse());
    const { plan } = await runPlan(ports, desired, { ...DEFAULT_PLAN_OPTIONS, ...how, saved: true });
    return encodePlan(plan);
  };

  it.each<[string, boolean, readonly Authored[]]>([
    ['creates', false, team],
    ['an update', true, updated],
    ['a delete', true, without('monitor.billing-smoke')],
    ['nothing', true, team],
  ])('%s, hours and months apart', async (what, isApplied, wanted) => {
    if (isApplied) await harness.apply(team);
    const first = await plannedAt(0, wanted);
    for (const laterMs of [1_500, HOUR_MS, 45 * DAY_MS, 400 * DAY_MS])
      expect(await plannedAt(laterMs, wanted), `${laterMs} ms later`).toBe(first);
    expect(JSON.parse(first).plan.steps.length > 0).toBe(what !== 'nothing');
  });

  it.each<[string, Partial<PlanOptions>, number | undefined]>([
    ['nothing', { refresh: 'none' }, undefined],
    ['lists', { refresh: 'list' }, undefined],
    ['everything', { refresh: 'full' }, undefined],
    ['as much as few calls pay for', { refresh: 'auto', targets: ['environment.billing'] }, 4],
  ])('with %s read, hours and months apart', async (_what, how, maxCalls) => {
    await harness.apply(team);
    const first = await plannedAt(0, updated, how, maxCalls);
    for (const laterMs of [HOUR_MS, 45 * DAY_MS])
      expect(await plannedAt(laterMs, updated, how, maxCalls), `${laterMs} ms later`).toBe(first);
    expect(first).toContain('environment.billing');
  });

  it('how old the evidence is stands beside the plan', async () => {
    await harness.apply(team);
    const { lastVerified, plan } = await harness.plan(team, { refresh: 'none' });
    expect([...lastVerified.keys()].sort()).toEqual(team.map(({ address }) => address).sort());
    expect(encodePlan(plan)).not.toMatch(/ago|minutes/);
  });
});

describe('Law 1, process by process', () => {
  const cli = useCliHarness();

  it('a plan file holds the same bytes in another time zone, another language, and months later', async () => {
    await cli.applyTeam();
    await cli.byHand('environment.billing', { '/values/0/value': 'https://Ägypten.example.com' });
    cli.project.edit('desired/orders.yaml', 'name: Orders', 'name: Orders, Ärger and Zebra');
    const places: readonly Readonly<Record<string, string>>[] = [
      { TZ: 'UTC', LANG: 'C' },
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'America/St_Johns', LANG: 'sv_SE.UTF-8', LC_ALL: 'sv_SE.UTF-8', ...aheadBy(45 * DAY_MS) },
    ];
    const files: string[] = [];
    for (const [index, place] of places.entries()) {
      const args = ['plan', '--refresh', 'full', '-o', `plan-${index}.json`];
      const ran = await runCommand(args, { cwd: cli.project.dir, env: { ...cli.env(), ...place } });
      expect(ran).toMatchObject({ exit: 0 });
      files.push(cli.project.read(`plan-${index}.json`));
    }
    expect(files[0]).toContain('Zebra');
    expect(new Set(files).size).toBe(1);
  });
});
