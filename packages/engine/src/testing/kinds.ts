// Two made-up kinds for tests, as unlike as kinds can be: a box (whole, each) and a bell (partial, list).
import { treePatch } from '../compare/tree-patch.ts';
import type { BucketsOf, Route, Send } from '../model/call.ts';
import { CallError } from '../model/errors.ts';
import { isDeferredValue, isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Kind, KindApi, LeafChange, Line, Listed } from '../model/kind.ts';
import { getAt, joinPointer, setAt } from '../model/pointer.ts';
import type { RewriteInput } from '../model/written.ts';

/** The workspace's own route. */
export const workspaceRoute: Route = { operation: 'getWorkspace', method: 'GET', path: '/workspaces/{id}' };

/** Lists and the workspace pass the slow bucket too. */
export const bucketsOf: BucketsOf = (route) =>
  route.operation.startsWith('list') || route.operation === 'getWorkspace' ? ['general', 'slow'] : ['general'];

function routesOf(plural: string): Kind['routes'] {
  const one = `/${plural}/{id}`;
  return {
    list: { operation: `list ${plural}`, method: 'GET', path: `/${plural}` },
    read: { operation: `read ${plural}`, method: 'GET', path: one },
    create: { operation: `create ${plural}`, method: 'POST', path: `/${plural}` },
    update: { operation: `update ${plural}`, method: 'PUT', path: one },
    delete: { operation: `delete ${plural}`, method: 'DELETE', path: one },
  };
}

function apiOf(routes: Kind['routes'], whole: boolean, pageSize?: number): (send: Send) => KindApi {
  const idOf = (body: Json | undefined): { id: string; uid: string } => {
    const { id, uid } = body as { id: string; uid: string };
    return { id, uid };
  };
  return (send) => ({
    list: async () => {
      const entries = (await send({ route: routes.list })).body as unknown as readonly Listed[];
      const pages = pageSize === undefined ? 1 : Math.ceil(entries.length / pageSize);
      for (let page = 2; page <= pages; page += 1) await send({ route: routes.list });
      return entries;
    },
    read: async ({ id }) => {
      try {
        return (await send({ route: routes.read, params: { id } })).body as JsonObject;
      } catch (error) {
        if (error instanceof CallError && error.problem === 'not-found') return undefined;
        throw error;
      }
    },
    create: async (body) => {
      const reply = await send({ route: routes.create, body });
      return { ...idOf(reply.body), ...(whole ? { remote: reply.body as JsonObject } : {}) };
    },
    update: async ({ id }, body) => {
      const reply = await send({ route: routes.update, params: { id }, body });
      return { ...idOf(reply.body), ...(whole ? { remote: reply.body as JsonObject } : {}) };
    },
    remove: async ({ id }) => {
      try {
        await send({ route: routes.delete, params: { id } });
        return 'deleted';
      } catch (error) {
        if (error instanceof CallError && error.problem === 'not-found') return 'gone';
        throw error;
      }
    },
  });
}

function describe(changes: readonly LeafChange[]): readonly Line[] {
  return changes.map(({ pointer, before, after }) => ({
    mark: before === undefined ? '+' : after === undefined ? '-' : '~',
    depth: 0,
    text: `${pointer}: ${before === undefined ? '' : JSON.stringify(before)} → ${after === undefined ? '' : JSON.stringify(after)}`,
  }));
}

function attributesOf(names: readonly string[]): Kind['attributesOf'] {
  return (remote) =>
    Object.fromEntries(names.flatMap((name) => (typeof remote[name] === 'string' ? [[name, remote[name]]] : [])));
}

function leavesAt(spec: JsonObject, pointers: readonly string[]) {
  return pointers.flatMap((pointer) => {
    const value = getAt(spec, pointer);
    return value === undefined ? [] : [{ pointer, value }];
  });
}

const common = {
  label: 'thing',
  stampOf: (remote: JsonObject) => (typeof remote['changedAt'] === 'string' ? remote['changedAt'] : undefined),
  written: {},
  version: 1,
  parse: ({ written }: { readonly written: JsonObject }) => ({ ok: true, spec: written }) as const,
  write: (spec: JsonObject) => ({ written: spec, files: {} }),
  rewrite: ({ authored, after, changed }: RewriteInput) => {
    const rewritten = changed.reduce<Json>((tree, at) => setAt(tree, at, getAt(after, at)), authored);
    return { written: treePatch(authored, rewritten), files: {}, left: [] };
  },
  describe,
};

const boxRoutes: Kind['routes'] = {
  ...routesOf('boxes'),
  task: { operation: 'task boxes', method: 'GET', path: '/box-tasks/{id}' },
};

/** A name and values. Values are ours as a whole; with `otherKeys: keep` people share them. `pin…` is sensitive. */
export const box: Kind = {
  ...common,
  name: 'box',
  plural: 'boxes',
  refs: [],
  immutable: [],
  writeOnly: [],
  deferrable: ['/values/*'],
  attributes: { id: { description: '' }, uid: { description: '' } },
  rules: [
    {
      name: 'plain-name',
      why: 'Made up: the server does not mind blanks around a name.',
      apply: (spec) => (typeof spec['name'] === 'string' ? { ...spec, name: spec['name'].trim() } : spec),
    },
  ],
  put: 'whole',
  existence: 'workspace-index',
  readBy: 'id',
  listShowsStamps: true,
  replyIsWhole: false,
  deactivation: { isShownBy: (object) => object['lid'] === 'shut', why: 'The lid of a box falls shut by itself.' },
  maxBodyBytes: 10_000,
  routes: boxRoutes,
  isSensitive: (leaf) => leaf.pointer.startsWith('/values/pin'),
  leaves: (spec) => {
    const values = isObject(spec['values']) && !isDeferredValue(spec['values']) ? Object.keys(spec['values']) : [];
    return leavesAt(spec, ['/name', ...values.map((key) => joinPointer('values', key))]);
  },
  leafPaths: [
    { at: '/name', means: 'The name.' },
    { at: '/values/*', means: 'One value.' },
  ],
  owns: (spec) =>
    spec['values'] === undefined
      ? []
      : [{ at: '/values', unmanaged: spec['otherKeys'] === 'keep' ? 'keep' : 'delete' }],
  fromRemote: (remote) => ({ spec: { name: remote['name']!, values: remote['values'] ?? {} }, itemIds: {} }),
  toRemote: (spec, { current }) => {
    const { id: _id, uid: _uid, ...carried } = current ?? {};
    return { ...carried, name: spec['name']!, values: spec['values'] ?? current?.['values'] ?? {} };
  },
  attributesOf: attributesOf(['id', 'uid']),
  api: apiOf(boxRoutes, false),
};

const BELLS_ON_A_PAGE = 2;
const bellRoutes = routesOf('bells');
const BELL_LEAVES = ['/name', '/box', '/tone', '/pitch', '/loud'];

/** Rings for a box that it cannot change; nobody can read back whether it is loud. */
export const bell: Kind = {
  ...common,
  name: 'bell',
  plural: 'bells',
  refs: [{ pointer: '/box', kind: 'box', attribute: 'uid' }],
  immutable: ['/box'],
  writeOnly: ['/loud'],
  deferrable: [],
  attributes: { id: { description: '' }, uid: { description: '' }, ring: { description: '' } },
  rules: [],
  put: 'partial',
  existence: 'workspace-index',
  readBy: 'list',
  replyIsWhole: true,
  routes: bellRoutes,
  pageSize: BELLS_ON_A_PAGE,
  isSensitive: () => false,
  leaves: (spec) => leavesAt(spec, BELL_LEAVES),
  leafPaths: BELL_LEAVES.map((at) => ({ at, means: 'A field.' })),
  owns: () => [],
  fromRemote: (remote) => ({
    spec: Object.fromEntries(
      ['name', 'box', 'tone', 'pitch'].flatMap((key) => (remote[key] === undefined ? [] : [[key, remote[key]]])),
    ),
    itemIds: {},
  }),
  toRemote: (spec, { current }) => {
    const { box: at, ...rest } = spec;
    return current === undefined && at !== undefined ? { ...rest, box: at } : rest;
  },
  attributesOf: attributesOf(['id', 'uid', 'ring']),
  api: apiOf(bellRoutes, true, BELLS_ON_A_PAGE),
};

export const kinds: readonly Kind[] = [box, bell];
