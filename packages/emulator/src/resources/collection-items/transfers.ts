// Plays transfers of folders, requests and responses, within a collection or to another.

import type { Resource, Route } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { ok } from '../../reply/replies.ts';
import type { ItemModel } from '../item-format/place.ts';
import { cannot, itemsOf, spotOf, targetOf, transferred } from './transfer.ts';

/** OpenAPI 1.45.0, transferCollectionFolders and its like. Everything is checked before anything is moved. */
function transfer(model: ItemModel): Route['handle'] {
  return (server, call) => {
    const { ids, mode, target: aim, location } = bodyOf(call);
    if (mode !== 'copy' && mode !== 'move') throw cannot("Missing property 'mode'");
    const isMove = mode === 'move';
    const target = targetOf(server, call, model, aim);
    const items = itemsOf(server, call, model, ids, isMove);
    const spot = spotOf(target, location);
    const line = [...(target.place?.above ?? []), target.place?.node].map((node) => node?.['id']);
    if (isMove && items.some(({ place }) => line.includes(place.node['id'])))
      throw cannot('Cannot move a folder into itself');
    return ok({ ids: transferred(server, call, model, { items, target, spot, isMove }) });
  };
}

export const collectionItemTransfers: Resource = {
  operations: {
    transferCollectionFolders: transfer('folder'),
    transferCollectionRequests: transfer('request'),
    transferCollectionResponses: transfer('response'),
  },
};
