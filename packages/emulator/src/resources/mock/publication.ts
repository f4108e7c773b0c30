// The mock publication room: making a mock public or private, and mocks that lose what they stand on.

import type { Part } from '../../api/route.ts';
import { ok, type Reply, refusal } from '../../reply/replies.ts';
import { type Call, changed, type World } from '../../world/state.ts';
import { adoptNamesake, deactivateMocks, findMock } from './life.ts';
import { mockNotFound } from './wording.ts';

/** OpenAPI 1.45.0, mock400Error. */
const alreadyPublished = refusal(400, 'mockAlreadyPublishedError', 'This mock is already public.');

/** The words are Postman's (mock400Error "Mock Already Unpublished"). */
const alreadyUnpublished = refusal(400, 'mockAlreadyUnpublishedError', 'This mock has already been deleted.');

/** "Sets its Access Control configuration setting to public" (OpenAPI 1.45.0, publishMock); unpublishMock, to private. */
function setPrivate(isPrivate: boolean, already: Reply): (world: World, call: Call) => Reply {
  return (world, call) => {
    const mock = findMock(world, call);
    if (mock === undefined) return mockNotFound;
    if ((mock.data['private'] === true) === isPrivate) return already;
    world.store.put('mock', changed(world, call, mock, { ...mock.data, private: isPrivate }));
    return ok({ mock: { id: mock.id } });
  };
}

export const mockPublicationPart: Part = {
  operations: {
    publishMock: { handle: setPrivate(false, alreadyPublished), body: 'none' },
    unpublishMock: setPrivate(true, alreadyUnpublished),
  },
  afterRemove: (world, kind, object) => {
    if (kind === 'mock') world.mocks.forget(object.id);
    else deactivateMocks(world, kind, object);
  },
  afterPut: (world, kind, object, before) => {
    if (before === undefined) adoptNamesake(world, kind, object);
  },
};
