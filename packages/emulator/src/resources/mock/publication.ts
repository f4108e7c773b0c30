// Plays publishing and unpublishing a mock, and watches for what mocks depend on.

import type { Resource } from '../../api/route.ts';
import { ok, type Reply, refusal } from '../../reply/replies.ts';
import { type Call, changed, type ServerState } from '../../world/state.ts';
import { adoptByName, deactivateMocks, findMock } from './life.ts';
import { mockNotFound } from './wording.ts';

/** OpenAPI 1.45.0, mock400Error. */
const alreadyPublished = refusal(400, 'mockAlreadyPublishedError', 'This mock is already public.');

/** The words are Postman's (mock400Error "Mock Already Unpublished"). */
const alreadyUnpublished = refusal(400, 'mockAlreadyUnpublishedError', 'This mock has already been deleted.');

/** "Sets its Access Control configuration setting to public" (OpenAPI 1.45.0, publishMock); unpublishMock, to private. */
function setPrivate(isPrivate: boolean, already: Reply): (server: ServerState, call: Call) => Reply {
  return (server, call) => {
    const mock = findMock(server, call);
    if (mock === undefined) return mockNotFound;
    if ((mock.data['private'] === true) === isPrivate) return already;
    server.store.put('mock', changed(server, call, mock, { ...mock.data, private: isPrivate }));
    return ok({ mock: { id: mock.id } });
  };
}

export const mockPublication: Resource = {
  operations: {
    publishMock: { handle: setPrivate(false, alreadyPublished), body: 'none' },
    unpublishMock: setPrivate(true, alreadyUnpublished),
  },
  afterRemove: (server, kind, object) => {
    if (kind === 'mock') server.mocks.forget(object.id);
    else deactivateMocks(server, kind, object);
  },
  afterPut: (server, kind, object, before) => {
    if (before === undefined) adoptByName(server, kind, object);
  },
};
