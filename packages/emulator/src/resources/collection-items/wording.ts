// Words the refusals of the folder, request and response operations.
import { type Reply, refusal } from '../../reply/replies.ts';
import type { ItemModel } from '../item-format/place.ts';

/** Whom an item refusal names: the owner of the collection, and the id asked for. */
export interface Subject {
  readonly model: ItemModel | 'collection';
  readonly id: string;
  readonly owner: number;
}

/** The name is `instanceFoundError` for requests (sic: Postman OpenAPI 1.45.0, collectionRequest404Error). */
export function itemNotFound(subject: Subject, status: 400 | 404 = 404): Reply {
  const name = subject.model === 'request' ? 'instanceFoundError' : 'instanceNotFoundError';
  return refusal(status, name, `We could not find the ${subject.model} you are looking for`, detailsOf(subject));
}

/** OpenAPI 1.45.0, collectionFolder401Error and its like: the caller may not touch it. */
export function itemUnauthorized(subject: Subject): Reply {
  return refusal(401, 'Unauthorized', 'Unauthorized', detailsOf(subject));
}

/** OpenAPI 1.45.0, collectionRequest400Error: an id that is already there. */
export function itemExists(subject: Subject): Reply {
  const message = `This ${subject.model} already exists in the database.`;
  return refusal(400, 'instanceFoundError', message, detailsOf(subject));
}

function detailsOf({ model, id, owner }: Subject) {
  return { model, owner: String(owner), model_id: id };
}
