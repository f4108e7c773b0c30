// Reading a set: its calls are its price, whatever is read; and it ends where its calls end, with what it has read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, type Count, countRoute, type Reservation } from '../model/call.ts';
import { CallError, type CallProblem } from '../model/errors.ts';
import type { Kind } from '../model/kind.ts';
import { listRead, type ObjectRef, type ReadSet } from '../model/read-set.ts';
import { priceOfReads, tariffOf, worstOfReads } from '../plan/price.ts';
import { remote, stateOf, WORKSPACE } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { bell, box, bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { limited } from './ask-again.ts';
import { executeReads, readWhole } from './execute.ts';

/** So many objects of a kind, on the server. */
function objectsOn(harness: Harness, kind: Kind, count: number): readonly ObjectRef[] {
  return Array.from({ length: count }, (_, n) => {
    const id = `${kind.name}-${n}`;
    harness.objects[kind.plural]![id] = remote(id, { name: id });
    return { address: `${kind.name}.x${n}`, kind, identity: { id, uid: `u-${id}` } };
  });
}

/** A server, and any set of reads of it: each object by a list that is read, or by its id. */
const situation = fc
  .record({
    boxes: fc.nat(6),
    bells: fc.nat(6),
    index: fc.boolean(),
    lists: fc.subarray(['boxes', 'bells']),
    byList: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    parallelism: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ boxes, bells, index, lists, byList, parallelism }) => {
    const harness = makeHarness(stateOf([]), { parallelism });
    const all = [...objectsOn(harness, box, boxes), ...objectsOn(harness, bell, bells)];
    const isTold = (kind: Kind): boolean => lists.includes(kind.plural);
    const told = all.filter(({ kind }, n) => isTold(kind) && byList[n]);
    const set: ReadSet = {
      index,
      lists: kinds.filter(isTold).map((kind) => {
        const mine = told.filter((item) => item.kind === kind);
        return listRead(kind, mine, all.filter((item) => item.kind === kind).length);
      }),
      objects: all.filter((item) => !told.includes(item)),
    };
    return { harness, all, set };
  });

const run = async (harness: Harness) => ({
  workspace: WORKSPACE,
  reservation: await harness.ports.client.reserve('read', { calls: 99 }),
});

/** What the server was asked, as a price. */
function counted(calls: readonly string[]): Count {
  const routes = kinds.flatMap((kind) => Object.values(kind.routes));
  const routeOf = (call: string) => routes.find(({ operation }) => call.startsWith(operation)) ?? workspaceRoute;
  return addCounts(...calls.map((call) => countRoute(routeOf(call), 1, bucketsOf)));
}

describe('the calls of a read set', () => {
  it('are its price, by bucket, on any server; each object is told once, and is in what was read', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async ({ harness, all, set }) => {
        const told: string[] = [];
        const onObserved = ({ address }: ObjectRef): void => void told.push(address);
        const live = await readWhole(harness.ports, set, { ...(await run(harness)), onObserved });
        expect(counted(harness.calls)).toEqual(priceOfReads(set, tariffOf(harness.ports)));
        expect([...told].sort()).toEqual(all.map(({ address }) => address).sort());
        expect(live.index !== undefined).toBe(set.index);
        for (const item of all) {
          const isHint = item.kind === box && !set.objects.includes(item);
          expect(live.observations.get(item.address)?.status).toBe(isHint ? 'unread' : 'found');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are one more for each whole object that a list lacks, and never more than the worst price', async () => {
    await fc.assert(
      fc.asyncProperty(situation, fc.array(fc.nat(5)), async ({ harness, set }, gone) => {
        for (const n of gone) delete harness.objects['bells']![`bell-${n}`];
        const list = set.lists.find(({ kind }) => kind === bell);
        const left = Object.keys(harness.objects['bells']!);
        const lacking = (list?.objects ?? []).filter(({ identity }) => !left.includes(identity.id));
        const fewerPages = list === undefined ? 0 : list.pages - Math.max(1, Math.ceil(left.length / 2));
        const live = await readWhole(harness.ports, set, await run(harness));
        const price = priceOfReads(set, tariffOf(harness.ports)).calls;
        expect(harness.calls).toHaveLength(price + lacking.length - fewerPages);
        expect(harness.calls.length).toBeLessThanOrEqual(worstOfReads(set, tariffOf(harness.ports)).calls);
        for (const { address } of lacking) expect(live.observations.get(address)?.status).toBe('absent');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a read', () => {
  const failing = (harness: Harness, id: string, problem: CallProblem): Harness['ports'] => {
    const { client } = harness.ports;
    const reserve = async (...args: Parameters<typeof client.reserve>): Promise<Reservation> => {
      const reservation = await client.reserve(...args);
      return {
        ...reservation,
        send: async (call) => {
          const reply = await reservation.send(call);
          if (call.params?.['id'] !== id) return reply;
          throw new CallError(problem, 'it failed', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 500 });
        },
      };
    };
    return { ...harness.ports, parallelism: 1, client: { ...client, reserve } };
  };
  const three = () => {
    const harness = makeHarness(stateOf([]), { parallelism: 1 });
    return { harness, set: { index: true, lists: [], objects: objectsOn(harness, box, 3) } };
  };

  it('ends where its calls end: what was read is there, and no further call is begun', async () => {
    const { harness, set } = three();
    const { workspace, reservation } = await run(harness);
    const { live, stopped } = await executeReads(harness.ports, set, {
      workspace,
      reservation: limited(reservation, 2),
    });
    expect(harness.calls).toEqual(['workspace', 'read boxes box-0']);
    expect([...live.observations.keys()]).toEqual(['box.x0']);
    expect(stopped).toMatchObject({ category: 'deferred' });
  });

  it('that has spent what the reservation pays for ends where a call would have to be sent again', async () => {
    const { harness, set } = three();
    const ports = failing(harness, 'box-1', 'server');
    const { workspace } = await run(harness);
    const reservation = await ports.client.reserve('read', { calls: 3 });
    const { live, stopped } = await executeReads(ports, set, { workspace, reservation, calls: 3, goesOn: true });
    expect([...live.observations.keys()]).toEqual(['box.x0']);
    expect(stopped).toMatchObject({ problem: 'server' });
  });

  it('that fails ends the others, or not, as asked for; a refused key always ends them', async () => {
    for (const [problem, goesOn, read] of [
      ['server', false, ['box.x0']],
      ['server', true, ['box.x0', 'box.x2']],
      ['unauthorized', true, ['box.x0']],
    ] as const) {
      const { harness, set } = three();
      const ports = failing(harness, 'box-1', problem);
      const reservation = await ports.client.reserve('read', { calls: 99 });
      const told: string[] = [];
      const about = {
        workspace: WORKSPACE,
        reservation,
        goesOn,
        onObserved: (item: ObjectRef) => void told.push(item.address),
      };
      const ended = executeReads(ports, set, about);
      if (problem === 'server' && goesOn) expect((await ended).failed).toMatchObject({ problem });
      else await expect(ended).rejects.toMatchObject({ problem });
      expect(told).toEqual(read);
    }
  });

  it('tells people its calls and how far it is, where asked for', async () => {
    const { harness, set } = three();
    await readWhole(harness.ports, set, await run(harness));
    expect(harness.events).toEqual([]);
    await readWhole(harness.ports, set, { ...(await run(harness)), isAnnounced: true });
    expect(harness.events[0]).toEqual({ type: 'refresh-start', calls: 4 });
    expect(harness.events.at(-1)).toEqual({ type: 'refresh-progress', done: 4, of: 4 });
  });

  it('is not begun after Ctrl-C, unless it is a part of a write', async () => {
    const stop = new AbortController();
    stop.abort(new Error('interrupted'));
    const { harness, set } = three();
    const ports = { ...harness.ports, signal: stop.signal };
    await expect(readWhole(ports, set, await run(harness))).rejects.toThrow('interrupted');
    const live = await readWhole(ports, set, { ...(await run(harness)), isPartOfWrite: true });
    expect(live.observations.size).toBe(3);
  });
});
