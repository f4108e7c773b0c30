// The collection transfer part: copies or moves folders, requests and responses, within a collection or to another.

import type { Part, Route } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { ok } from '../../reply/replies.ts';
import type { ItemModel } from '../item-format/place.ts';
import { cannot, itemsOf, spotOf, targetOf, transferred } from './transfer.ts';

/** OpenAPI 1.45.0, transferCollectionFolders and its like. Everything is checked before anything is moved. */
function transfer(model: ItemModel): Route['handle'] {
  return (world, call) => {
    const { ids, mode, target: aim, location } = bodyOf(call);
    if (mode !== 'copy' && mode !== 'move') throw cannot("Missing property 'mode'");
    const isMove = mode === 'move';
    const target = targetOf(world, call, model, aim);
    const items = itemsOf(world, call, model, ids, isMove);
    const spot = spotOf(target, location);
    const line = [...(target.place?.above ?? []), target.place?.node].map((node) => node?.['id']);
    if (isMove && items.some(({ place }) => line.includes(place.node['id'])))
      throw cannot('Cannot move a folder into itself');
    return ok({ ids: transferred(world, call, model, { items, target, spot, isMove }) });
  };
}

export const collectionTransfersPart: Part = {
  operations: {
    transferCollectionFolders: transfer('folder'),
    transferCollectionRequests: transfer('request'),
    transferCollectionResponses: transfer('response'),
  },
};
