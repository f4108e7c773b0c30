// The workspace index, from documented replies.
import { describe, expect, it } from 'vitest';
import { answering } from './testing/send.ts';
import { workspaces } from './workspace.ts';

const element = { id: 'a', name: 'A', uid: '1-a' };
const workspace = {
  id: 'w-1',
  name: 'Team',
  description: 'x',
  collections: [element],
  environments: [],
  mocks: [
    { ...element, deactivated: true },
    { ...element, id: 'b', uid: '1-b', deactivated: false },
  ],
  monitors: [{ ...element, deactivated: true }],
  apis: [element],
};

describe('the workspace index', () => {
  it('names everything by list, asks for deactivated mocks, and marks only those', async () => {
    const { send, calls } = answering({ workspace });
    expect(await workspaces.read(send, 'w-1')).toEqual({
      id: 'w-1',
      name: 'Team',
      elements: {
        collections: [element],
        environments: [],
        mocks: [
          { ...element, deactivated: true },
          { ...element, id: 'b', uid: '1-b' },
        ],
        monitors: [element],
        apis: [element],
      },
    });
    expect(calls).toEqual([
      { route: workspaces.route, params: { id: 'w-1' }, query: { include: 'mocks:deactivated' } },
    ]);
  });

  it('is read without the envelope as well', async () => {
    expect(await workspaces.read(answering(workspace).send, 'w-1')).toMatchObject({ id: 'w-1', name: 'Team' });
  });

  it('is no index where the reply names no workspace', async () => {
    await expect(workspaces.read(answering({ hello: 'x' }).send, 'w-1')).rejects.toMatchObject({
      code: 'E_KINDS_REPLY',
      problem: 'unreadable',
    });
  });
});
