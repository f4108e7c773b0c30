// How existence is known: nothing is created of a kind where nobody could read what exists.
import { expect, it } from 'vitest';
import { runPlan } from '../apply/run-plan.ts';
import type { Kind } from '../model/kind.ts';
import { DEFAULT_PLAN_OPTIONS, type Refresh } from '../model/settings.ts';
import { type Desk, makeDesk } from '../testing/desk.ts';
import { desiredOf, remote, resource, stateOf, WORKSPACE } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';

const boxA = resource('box.a', { name: 'A', values: {} });
const refreshes: readonly Refresh[] = ['full', 'list', 'none', 'auto'];

/** A desk whose index does not name what is of these kinds. */
function deskWith(kinds: readonly Kind[]): Desk {
  const desk = makeDesk(stateOf([]));
  const { read } = desk.world.workspaces;
  const workspaces = {
    ...desk.world.workspaces,
    read: async (...args: Parameters<typeof read>) => {
      const index = await read(...args);
      return index && { ...index, elements: { bells: index.elements['bells'] ?? [] } };
    },
  };
  return { ...desk, world: { ...desk.world, kinds, workspaces } };
}

const planned = async (desk: Desk, refresh: Refresh, more: Parameters<typeof resource>[2] = {}) => {
  const desired = desiredOf([resource('box.a', boxA.spec, more)]);
  const { plan } = await runPlan(desk.world, desired, { ...DEFAULT_PLAN_OPTIONS, refresh });
  const [{ action, blocked }] = plan.changes as [(typeof plan.changes)[number]];
  return { action, code: blocked?.code };
};

it.each(refreshes)(
  'a kind that only its own list names is listed before one is created: --refresh %s',
  async (refresh) => {
    const desk = deskWith([{ ...box, existence: 'own-list' }, bell]);
    expect(await planned(desk, refresh)).toEqual({ action: 'create', code: undefined });
    expect(desk.calls).toContain('list boxes');
    desk.objects['boxes'] = { x: remote('x', { name: 'A', values: {} }) };
    expect(await planned(desk, refresh)).toEqual({ action: 'noop', code: 'E_PLAN_EXISTS' });
  },
);

it.each(refreshes)(
  'an index that came without a kind that it should name is no proof: --refresh %s',
  async (refresh) => {
    const desk = deskWith([box, bell]);
    desk.objects['boxes'] = { x: remote('x', { name: 'A', values: {} }) };
    expect(await planned(desk, refresh)).toEqual({ action: 'noop', code: 'E_PLAN_EXISTS' });
  },
);

it.each(refreshes)(
  'what each workspace has exactly one of is never created, but taken in: --refresh %s',
  async (refresh) => {
    const only: Kind = { ...box, existence: 'singleton' };
    const desk = deskWith([only, bell]);
    expect(await planned(desk, refresh)).toEqual({ action: 'create', code: 'E_READ_UNLISTED' });
    desk.objects['boxes'] = { [WORKSPACE]: remote(WORKSPACE, { name: 'A', values: {} }) };
    expect(await planned(desk, refresh, { adopt: WORKSPACE })).toEqual({ action: 'adopt', code: undefined });
  },
);
