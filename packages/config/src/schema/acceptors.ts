// Holds what the published package is built with: functions that say whether a value fits a schema, and nothing else.
import type { Json } from '@postform/engine';

export type Accepts = (value: Json) => boolean;

/** By `schemaDigest`. Empty in a checkout: the bundle fills it. */
export const acceptors: ReadonlyMap<string, Accepts> = new Map();
