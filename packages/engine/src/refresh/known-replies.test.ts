// Known bytes: what is not understood again, and that a plan is the same with and without them.
import { describe, expect, it } from 'vitest';
import { memoryKnown } from '../memory/known.ts';
import type { DesiredResource } from '../model/desired.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Known } from '../model/known.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { desiredOf, digester, idOf, refTo, remote, resource, secret, secrets, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { NOW } from '../testing/interrupted.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { refreshAndPlan } from './refresh-and-plan.ts';

const plain = resource('box.plain', { name: 'Plain', values: { a: '1' } });
const hiding = resource('box.hiding', { name: 'Hiding', values: { token: secret('token') } });
const pointing = resource('box.pointing', { name: 'Pointing', values: { to: refTo('box.plain') } });
const all = [plain, hiding, pointing];

/** As a load gives them: with what is known of each without its spec. */
function summarised(item: DesiredResource, more: Partial<DesiredResource> = {}): DesiredResource {
  const given = { ...item, ...more };
  const uses = JSON.stringify(given.spec);
  const isPointing = uses.includes('"ref"');
  return {
    ...given,
    summary: {
      input: uses,
      refs: isPointing ? [{ pointer: '/values/to', address: 'box.plain', attribute: 'uid' }] : [],
      secrets: uses.includes('"secret"') ? ['token'] : [],
    },
  };
}

interface Situation {
  readonly known?: Known;
  readonly files?: readonly DesiredResource[];
  readonly options?: Partial<PlanOptions>;
  readonly byHand?: Readonly<Record<string, JsonObject>>;
}

/** One plan over three objects in step, and how often a body was understood. */
async function plan({ known, files = all, options = {}, byHand = {} }: Situation) {
  const state = stateOf(all.map((item) => ({ resource: item })));
  const understood: string[] = [];
  const watched = kinds.map(
    (kind): Kind => ({
      ...kind,
      fromRemote: (body, itemIds) => {
        understood.push(String(body['name']));
        return kind.fromRemote(body, itemIds);
      },
    }),
  );
  const harness = makeHarness(state, { parallelism: 1, kinds: watched });
  for (const { address, spec } of all) {
    const id = idOf(address);
    const values = valuesOf(spec);
    harness.objects['boxes']![id] = { ...remote(id, { ...spec, values }), ring: `ring of ${id}`, ...byHand[address] };
  }
  const input = {
    kinds: watched,
    desired: desiredOf(files.map((item) => summarised(item))),
    state,
    secrets,
    digester,
    options: { ...DEFAULT_PLAN_OPTIONS, refresh: 'full' as const, ...options },
    bucketsOf,
    workspaceRoute,
    ...(known === undefined ? {} : { known }),
  };
  const run = await refreshAndPlan(harness.ports, { plan: input, evidence: {}, cycle: undefined, nowMs: NOW });
  const dropped = [...run.live.observations].flatMap(([address, seen]) => ('body' in seen ? [address] : []));
  return { plan: run.planned.plan, understood: understood.sort(), dropped: dropped.sort() };
}

function valuesOf(spec: JsonObject): JsonObject {
  const resolved = (value: Json): Json => {
    if (!isObject(value)) return value;
    return value['$deferred'] === 'secret' ? secrets('token')! : `u-${idOf('box.plain')}`;
  };
  return Object.fromEntries(Object.entries(spec['values'] as JsonObject).map(([key, value]) => [key, resolved(value)]));
}

const opened = (): Known => memoryKnown(Buffer.from('a key of the tests'));

describe('what was read before and has not changed by a byte', () => {
  it('is not understood again, nor is its body kept but where a ref may still change it', async () => {
    const known = opened();
    const first = await plan({ known });
    expect(first.plan.changes.map(({ reason }) => reason)).toEqual(['in-sync', 'in-sync', 'in-sync']);
    expect(first.understood).toEqual(['Hiding', 'Plain', 'Pointing']);
    expect(first.dropped).toEqual([]);
    const second = await plan({ known });
    expect(second.understood).toEqual([]);
    expect(second.dropped).toEqual(['box.hiding', 'box.plain']);
    expect(second.plan).toEqual(first.plan);
  });

  const edited = { 'box.plain': { values: { a: 'by hand' } } };
  const renamed = [resource('box.plain', { name: 'Renamed', values: { a: '1' } }), hiding, pointing];
  const situations: Readonly<Record<string, Situation>> = {
    'changed by hand': { byHand: edited },
    'changed in the files': { files: renamed },
    'changed on both sides': { byHand: edited, files: renamed },
    'left out of the files': { files: [hiding, pointing] },
    'asked to be replaced': { options: { replace: ['box.plain'] } },
    'to be destroyed': { options: { destroy: true } },
    'to be shown with patches': { byHand: edited, options: { patches: true } },
    'the only target': { options: { targets: ['box.hiding'] } },
  };

  it.each(Object.entries(situations))('%s: the plan is the same, however often it was made before', async (_, at) => {
    const without = await plan(at);
    const known = opened();
    await plan({ known });
    for (const again of [1, 2]) expect((await plan({ ...at, known })).plan, `plan ${again}`).toEqual(without.plan);
    expect((await plan({ known })).plan).toEqual((await plan({})).plan);
  });

  it('of another key or version is understood anew', async () => {
    const known = opened();
    await plan({ known });
    const others = { ...known, digest: memoryKnown(Buffer.from('another key')).digest };
    expect((await plan({ known: others })).understood).toEqual(['Hiding', 'Plain', 'Pointing']);
  });

  it.each([[null], ['text'], [{ root: 7 }], [{}]])('and is kept as %j is understood anew', async (made) => {
    const known = opened();
    await plan({ known });
    const spoilt: Known = { ...known, made: (...all) => (known.made(...all) === undefined ? undefined : made) };
    const { understood, plan: shown } = await plan({ known: spoilt });
    expect(understood).toEqual(['Hiding', 'Plain', 'Pointing']);
    expect(shown.changes).toEqual((await plan({})).plan.changes);
  });
});
