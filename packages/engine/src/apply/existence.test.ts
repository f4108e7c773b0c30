// How existence is known: nothing is created of a kind where nobody could read what exists.
import { expect, it } from 'vitest';
import { runPlan } from '../apply/run-plan.ts';
import type { Kind } from '../model/kind.ts';
import { DEFAULT_PLAN_OPTIONS, type Refresh } from '../model/settings.ts';
import { desiredOf, remote, resource, stateOf, WORKSPACE } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { bell, box } from '../testing/kinds.ts';

const boxA = resource('box.a', { name: 'A', values: {} });
const refreshes: readonly Refresh[] = ['full', 'list', 'none', 'auto'];

/** A harness whose index does not name what is of these kinds. */
function harnessWith(kinds: readonly Kind[]): Harness {
  const harness = makeHarness(stateOf([]));
  const { read } = harness.ports.workspaces;
  const workspaces = {
    ...harness.ports.workspaces,
    read: async (...args: Parameters<typeof read>) => {
      const index = await read(...args);
      return index && { ...index, elements: { bells: index.elements['bells'] ?? [] } };
    },
  };
  return { ...harness, ports: { ...harness.ports, kinds, workspaces } };
}

const planned = async (harness: Harness, refresh: Refresh, more: Parameters<typeof resource>[2] = {}) => {
  const desired = desiredOf([resource('box.a', boxA.spec, more)]);
  const { plan } = await runPlan(harness.ports, desired, { ...DEFAULT_PLAN_OPTIONS, refresh });
  const [{ action, blocked }] = plan.changes as [(typeof plan.changes)[number]];
  return { action, code: blocked?.code };
};

it.each(refreshes)(
  'a kind that only its own list names is listed before one is created: --refresh %s',
  async (refresh) => {
    const harness = harnessWith([{ ...box, existence: 'own-list' }, bell]);
    expect(await planned(harness, refresh)).toEqual({ action: 'create', code: undefined });
    expect(harness.calls).toContain('list boxes');
    harness.objects['boxes'] = { x: remote('x', { name: 'A', values: {} }) };
    expect(await planned(harness, refresh)).toEqual({ action: 'noop', code: 'E_PLAN_EXISTS' });
  },
);

it.each(refreshes)(
  'an index that came without a kind that it should name is no proof: --refresh %s',
  async (refresh) => {
    const harness = harnessWith([box, bell]);
    harness.objects['boxes'] = { x: remote('x', { name: 'A', values: {} }) };
    expect(await planned(harness, refresh)).toEqual({ action: 'noop', code: 'E_PLAN_EXISTS' });
  },
);

it.each(refreshes)(
  'what each workspace has exactly one of is never created, but taken in: --refresh %s',
  async (refresh) => {
    const only: Kind = { ...box, existence: 'singleton' };
    const harness = harnessWith([only, bell]);
    expect(await planned(harness, refresh)).toEqual({ action: 'create', code: 'E_READ_UNLISTED' });
    harness.objects['boxes'] = { [WORKSPACE]: remote(WORKSPACE, { name: 'A', values: {} }) };
    expect(await planned(harness, refresh, { adopt: WORKSPACE })).toEqual({ action: 'adopt', code: undefined });
  },
);
