// Replies that end a list, that lack what they must hold, or that refuse: from a Send that answers from a list.
import { CallError, type Identity, type JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { environment } from './environment/index.ts';
import { kindsErrors } from './kind-tools/errors.ts';
import { mock } from './mock/index.ts';
import { monitor } from './monitor/index.ts';
import { answering } from './testing/send.ts';

describe('replies', () => {
  it.each([[''], [null], [undefined]])('end the list of monitors with a cursor of %j', async (nextCursor) => {
    const meta = nextCursor === undefined ? {} : { nextCursor };
    const { send, calls } = answering({ monitors: [{ id: 'a', name: 'A', uid: '1-a' }], meta });
    expect(await monitor.api(send).list({ workspace: 'w' })).toHaveLength(1);
    expect(calls).toHaveLength(1);
  });

  it('that offer the same page for ever end as unreadable', async () => {
    const page = { monitors: [], meta: { nextCursor: 'again' } };
    const { send, calls } = answering(page, page, page, page);
    await expect(monitor.api(send).list({ workspace: 'w' })).rejects.toMatchObject({ code: 'E_KINDS_REPLY' });
    expect(calls).toHaveLength(2);
  });

  it.each([environment, mock, monitor])(
    'of $plural that lack what they must hold are no empty list and no object',
    async (kind) => {
      const identity: Identity = { id: 'a', uid: '1-a' };
      const error = (problem: Promise<unknown>) =>
        problem.catch((caught: CallError) => `${caught.code} ${caught.effect}`);
      const api = (body: JsonObject) => kind.api(answering(body).send);
      expect(await error(api({}).list({ workspace: 'w' }))).toBe('E_KINDS_REPLY none');
      expect(await error(api({}).read(identity))).toBe('E_KINDS_REPLY none');
      expect(await error(api({ [kind.name]: { name: 'x' } }).create({}, { workspace: 'w' }))).toBe(
        'E_KINDS_REPLY unknown',
      );
      expect(await error(api({}).update(identity, {}))).toBe('E_KINDS_REPLY unknown');
    },
  );

  it('that refuse for another reason than absence are passed on', async () => {
    const forbidden = new CallError('forbidden', 'no', { code: 'E_TEST', hint: '', effect: 'none' });
    const api = monitor.api(() => Promise.reject(forbidden));
    await expect(api.remove({ id: 'a', uid: '1-a' })).rejects.toBe(forbidden);
    await expect(api.read({ id: 'a', uid: '1-a' })).rejects.toBe(forbidden);
  });

  it('without a uid leave the known one standing', async () => {
    const known = { id: 'a', uid: '1-a' };
    const read = await environment.api(answering({ environment: { id: 'a', name: 'A' } }).send).read(known);
    expect(read).toEqual({ ...known, name: 'A' });
  });
});

it('has a meaning and a remedy for each code of this package', () => {
  expect(Object.keys(kindsErrors)).toEqual(['E_KINDS_REPLY']);
});
