// Defines what a route and a resource are, and makes routes of the operations that a resource plays.

import type { BucketName } from '../limits/rules.ts';
import type { Reply } from '../reply/replies.ts';
import type { Call, ServerState } from '../world/state.ts';
import type { Stored } from '../world/store.ts';
import type { User } from '../world/team.ts';
import { type OperationId, operationTable } from './operations.ts';

/** Body rules of one operation. Absent: no body is read. */
export interface BodyRule {
  readonly maxBytes: number;
  /** True where Postman documents a 411 for chunked bodies. */
  readonly needsLength?: boolean;
}

/** One operation as the router, the limits and the server see it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  readonly operation: OperationId;
  readonly bucket: BucketName;
  /** Undefined: no body is read. */
  readonly body?: BodyRule;
  /** The user whom the query lets in without an API key (getCollection, `access_key`). */
  readonly admits?: (server: ServerState, query: Call['query']) => User | undefined;
  /** The answer to a call without a valid key, where it is not envelope 1. */
  readonly unauthenticated?: (path: string) => Reply;
  /** The answer to a user whose role is too low, where it is not envelope 1. */
  readonly forbidden?: Reply | ((call: Call) => Reply);
  /** Synchronous, so that one call is one step. May throw; the server then answers 500. */
  readonly handle: (server: ServerState, call: Call) => Reply;
  /** For the few calls that take time: what it does after the wait is one step again. Used instead of `handle`. */
  readonly handleLater?: (server: ServerState, call: Call) => Promise<Reply>;
}

type Exceptions = Partial<Pick<Route, 'admits' | 'unauthenticated' | 'forbidden' | 'handleLater'>>;

/** What plays an operation: its handler, with what differs from others of its method. A write reads `smallBody`. */
type Played = Route['handle'] | (Exceptions & { readonly handle: Route['handle']; readonly body?: BodyRule | 'none' });

/** Operations of the API and the objects behind them: forks, roles, folders, … */
export interface Resource {
  readonly operations: Readonly<Partial<Record<OperationId, Played>>>;
  /** Called before every call: ends tasks whose time has come. Must cost nothing when there is none. */
  readonly settle?: (server: ServerState) => void;
  /** Called after an object of any kind is removed: removes what belongs to it. */
  readonly afterRemove?: (server: ServerState, kind: string, object: Stored) => void;
  /** Called after an object of any kind was added (`before` undefined) or changed. On the path of every write. */
  readonly afterPut?: (server: ServerState, kind: string, object: Stored, before: Stored | undefined) => void;
}

/** A kind of object that the emulator keeps, and that the control API shows and edits. */
export interface EmulatedKind extends Resource {
  /** Singular, as in the envelope: `{"collection": {}}`. */
  readonly name: string;
  /** What `POST` does, for edits by another actor too. */
  readonly create: Route['handle'];
  /** Removes an object and what goes with it. */
  readonly remove: (server: ServerState, id: string) => void;
  /** Called after somebody else's edit: `pointers` are the places touched. Returns the data to keep. */
  readonly settleEdit?: (server: ServerState, edit: Edit) => Edit['object'];
}

export interface Edit {
  /** The object as it will be kept: new data, new times. */
  readonly object: Stored;
  readonly before: Stored;
  readonly pointers: readonly string[];
}

const mebibyte = 1024 * 1024;

/** Collections: 100 MB on PUT (Postman OpenAPI 1.45.0, putCollection). None is stated for create; the same is used. */
export const collectionBody: BodyRule = { maxBytes: 100 * mebibyte };

/** Environments: 30 MB, and a 411 without Content-Length (Postman OpenAPI 1.45.0). */
export const environmentBody: BodyRule = { maxBytes: 30 * mebibyte, needsLength: true };

/** Everything else: no limit is stated; this one protects the process. */
export const smallBody: BodyRule = { maxBytes: 100 * mebibyte };

/** The routes of operations, whose method, path and bucket are those of the operation table. */
export function routesOf(operations: Resource['operations']): Route[] {
  return (Object.keys(operations) as OperationId[]).flatMap((operation) => {
    const played = operations[operation];
    if (played === undefined) return [];
    const { body, ...rest } = typeof played === 'function' ? { handle: played, body: undefined } : played;
    const head = placeOf(operation);
    const isWrite = head.method !== 'GET' && head.method !== 'DELETE';
    const rule = body === 'none' ? undefined : (body ?? (isWrite ? smallBody : undefined));
    return [{ ...head, ...rest, ...(rule === undefined ? {} : { body: rule }) }];
  });
}

/** A route of each operation, which answers with what `reply` makes of its id and reads no body. */
export function unplayedRoutes(operations: readonly OperationId[], reply: (operation: OperationId) => Reply): Route[] {
  return operations.map((operation) => ({ ...placeOf(operation), handle: () => reply(operation) }));
}

function placeOf(operation: OperationId): Pick<Route, 'method' | 'path' | 'operation' | 'bucket'> {
  const [method, path = '', bucket = 'general'] = operationTable[operation].split(' ');
  return {
    method: method as Route['method'],
    path: path.replace(/\{(\w+)\}/g, ':$1'),
    operation,
    bucket: bucket as BucketName,
  };
}
