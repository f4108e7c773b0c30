// Reads the workspace index: one call that confirms the workspace and names everything in it.

import { isObject, type Json, type JsonObject, type Listed, type Route, type Workspaces } from '@postform/engine';
import { unlessGone } from './kind-tools/crud.ts';
import { replyHolds, replyLacks } from './kind-tools/errors.ts';
import { isId, listedIn, onceEach } from './kind-tools/reply.ts';
import { textAt } from './kind-tools/trees.ts';
import { kinds } from './registry.ts';

const route: Route = { operation: 'getWorkspace', method: 'GET', path: '/workspaces/{id}' };

/**
 * GET /workspaces/{id}?include=mocks:deactivated; element lists have no pages (Postman OpenAPI 1.45.0). A missing one is
 * 404 workspaceNotFoundError. One documented example lacks the `workspace` envelope, so its absence is let through.
 */
export const workspaces: Workspaces = {
  route,
  async read(send, id) {
    const reply = await unlessGone(send({ route, params: { id }, query: { include: 'mocks:deactivated' } }));
    if (reply === undefined) return undefined;
    const body = isObject(reply.body) ? reply.body : {};
    const workspace = isObject(body['workspace']) ? body['workspace'] : body;
    const found = textAt(workspace, 'id');
    if (found === undefined) throw replyLacks(route, 'the id of the workspace');
    if (found !== id) throw replyHolds(route, `another workspace: ${JSON.stringify(found).slice(0, 80)}`);
    const lists = Object.entries(workspace).flatMap(([key, list]) =>
      Array.isArray(list) ? [[key, elements(key, list)] as const] : [],
    );
    return { id: found, name: textAt(workspace, 'name') ?? '', elements: Object.fromEntries(lists) };
  },
};

/**
 * Lists that are not of a kind of ours are nothing that we rely on. Elements are marked as
 * deactivated where their kind knows what that means.
 */
function elements(key: string, list: readonly Json[]): readonly Listed[] {
  const kind = kinds.find(({ plural }) => plural === key);
  if (kind === undefined) return list.filter(isElement).map(unchecked);
  if (!list.every(isObject)) throw replyHolds(route, `an entry of \`${key}\` that is no object`);
  const entries = list.map((element) => {
    const listed = listedIn(element, route);
    return kind.deactivation?.isShownBy(element) ? { ...listed, deactivated: true } : listed;
  });
  return onceEach(entries, route);
}

function isElement(value: Json): value is JsonObject {
  return isObject(value) && isId(value['id']);
}

function unchecked(element: JsonObject): Listed {
  const id = textAt(element, 'id') ?? '';
  return { id, uid: textAt(element, 'uid') ?? id, name: textAt(element, 'name') ?? '' };
}
