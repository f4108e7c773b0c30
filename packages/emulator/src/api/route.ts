// The route room: what one operation of the API is, to the router and to the limits.

import type { Stored } from '../world/store.ts';
import type { Call, World } from '../world/world.ts';
import type { Reply } from './errors.ts';

/** `slow` is the shared bucket of 10 calls per 10 seconds, `general` the 300 per minute (Postman OpenAPI 1.45.0, info). */
export type BucketName = 'general' | 'slow';

/** Body rules of one operation. Absent: no body is read. */
export interface BodyRule {
  readonly maxBytes: number;
  /** True where Postman documents a 411 for chunked bodies. */
  readonly needsLength?: boolean;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  /** The operationId of Postman's OpenAPI document. */
  readonly operation: string;
  readonly bucket: BucketName;
  readonly body?: BodyRule;
  /** Synchronous, so that one call is one step. May throw; the server then answers 500. */
  readonly handle: (world: World, call: Call) => Reply;
}

/** A kind of object the emulator keeps. */
export interface EmulatedKind {
  /** Singular, as in the envelope: `{"collection": {}}`. */
  readonly name: string;
  readonly routes: readonly Route[];
  /** What `POST` does, for edits by another actor too. */
  readonly create: Route['handle'];
  /** Removes an object and what goes with it. */
  readonly remove: (world: World, id: string) => void;
  /** Called after somebody else's edit: `pointers` are the places touched. Returns the data to keep. */
  readonly settleEdit?: (world: World, edit: Edit) => Edit['object'];
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
