// Tests the contract of a state store; every backend runs it, with `withEntry` of the engine as the model.
import { type Entry, type StateStore, withEntry } from '@postform/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState, recorded } from './states.ts';

export { emptyState, recorded };

/** One empty state, and as many runs as a test wants to let loose on it. */
export interface Backend {
  /** The store as one more run sees it: another process as far as the lock can tell. */
  connect(): StateStore;
  /** Removes whatever lock is held, as `lock release` does. */
  breakLock(): Promise<void>;
}

const addresses = fc.constantFrom('collection.a', 'environment.b', 'mock.c', 'monitor.d');

const records = fc.dictionary(addresses, fc.option(fc.uuid().map((id) => recorded(id, { note: `"${id}"\n` }))));
const intent = fc.record({
  address: addresses,
  op: fc.constant('create' as const),
  name: fc.string({ unit: 'binary' }),
  sending: fc.constant('digest'),
  step: fc.constant('s1'),
  seenBefore: fc.array(fc.uuid(), { maxLength: 3 }),
  at: fc.nat(),
});
const deleted = fc.record({ address: addresses, id: fc.constantFrom('a', 'b'), uid: fc.uuid(), at: fc.nat() });

const entries: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ type: fc.constant('records' as const), records, confirmed: fc.constantFrom([], ['a'], ['a', 'b']) }),
  fc.record({ type: fc.constant('intent-opened' as const), intent }),
  fc.record({ type: fc.constant('intent-closed' as const), address: addresses }),
  fc.record({ type: fc.constant('intent-closed' as const), address: addresses, records }),
  fc.record({ type: fc.constant('step-done' as const), step: fc.string(), address: addresses, records }),
  fc.record({ type: fc.constant('step-done' as const), step: fc.string(), address: addresses, records, deleted }),
  fc.record({ type: fc.constant('step-undone' as const), step: fc.constantFrom('s1', 's2'), records }),
  fc.record({ type: fc.constant('step-undone' as const), step: fc.constantFrom('s1', 's2'), records, intent }),
  fc.record({
    type: fc.constant('plan-begun' as const),
    inProgress: fc.constant({ plan: 'digest', done: ['s1'] }),
    records,
  }),
  fc.constant({ type: 'plan-ended' as const }),
);

export function describeStateStore(name: string, open: () => Promise<Backend>): void {
  const request = { operation: 'apply', initial: () => emptyState() };

  describe(`${name} keeps the contract of a state store`, () => {
    it('loads nothing where there is no state, and makes none by loading', async () => {
      const backend = await open();
      expect(await backend.connect().load()).toBeUndefined();
      expect(await backend.connect().load()).toBeUndefined();
    });

    it('makes the first state under the lock, once', async () => {
      const backend = await open();
      const first = await backend.connect().lock(request);
      expect(first.state()).toEqual(emptyState());
      expect(await backend.connect().load()).toEqual(emptyState());
      await first.release();
      const second = await backend.connect().lock({ ...request, initial: () => emptyState('another') });
      expect(second.state().lineage).toBe('lineage-1');
      await second.release();
    });

    it('shows every appended entry to its own lease, to readers without the lock, and to the next run', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(entries, { maxLength: 6 }), { maxLength: 4 }), async (runs) => {
          const backend = await open();
          let model = emptyState();
          for (const run of runs) {
            const lease = await backend.connect().lock(request);
            expect(lease.state()).toEqual(model);
            for (const entry of run) {
              await lease.append(entry);
              model = withEntry(model, entry);
              expect(await backend.connect().load()).toEqual(model);
            }
            expect(lease.state()).toEqual(model);
            await lease.release();
            expect(await backend.connect().load()).toEqual(model);
          }
        }),
        { numRuns: 15 },
      );
    });

    it('writes entries in the order of the calls, also when nobody waits in between', async () => {
      const backend = await open();
      const lease = await backend.connect().lock(request);
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          lease.append({ type: 'records', records: { 'mock.a': recorded(String(n)) } }),
        ),
      );
      expect(lease.state().resources['mock.a']?.current?.id).toBe('19');
      expect(await backend.connect().load()).toEqual(lease.state());
      await lease.release();
    });

    it('lets one run in at a time: the second is told with exit 6 what the first is doing', async () => {
      const backend = await open();
      const first = await backend.connect().lock(request);
      await expect(backend.connect().lock({ ...request, operation: 'destroy' })).rejects.toMatchObject({
        category: 'locked',
        message: expect.stringContaining('apply'),
      });
      await first.append({ type: 'intent-closed', address: 'mock.a' });
      await first.release();
      const second = await backend.connect().lock(request);
      expect(second.state().serial).toBe(1);
      await second.release();
    });

    it('writes nothing for a run whose lock was given to another one', async () => {
      const backend = await open();
      const first = await backend.connect().lock(request);
      await first.append({ type: 'records', records: { 'mock.a': recorded('1') } });
      await backend.breakLock();
      const second = await backend.connect().lock(request);
      await expect(first.append({ type: 'records', records: { 'mock.a': recorded('2') } })).rejects.toMatchObject({
        category: 'locked',
      });
      await second.append({ type: 'records', records: { 'mock.b': recorded('3') } });
      await first.release();
      await second.append({ type: 'records', records: { 'mock.c': recorded('4') } });
      await second.release();
      const state = await backend.connect().load();
      expect(state?.serial).toBe(3);
      expect(Object.values(state?.resources ?? {}).map(({ current }) => current?.id)).toEqual(['1', '3', '4']);
    });

    it('may be released twice, and takes no entry afterwards', async () => {
      const backend = await open();
      const lease = await backend.connect().lock(request);
      await lease.release();
      const next = await backend.connect().lock(request);
      await lease.release();
      await expect(lease.append({ type: 'intent-closed', address: 'mock.a' })).rejects.toThrow('report it');
      await next.append({ type: 'intent-closed', address: 'mock.a' });
      await next.release();
    });

    it('frees the lock again when making the first state fails', async () => {
      const backend = await open();
      const initial = () => {
        throw new Error('no workspace');
      };
      await expect(backend.connect().lock({ operation: 'apply', initial })).rejects.toThrow('no workspace');
      await (await backend.connect().lock(request)).release();
    });
  });
}
