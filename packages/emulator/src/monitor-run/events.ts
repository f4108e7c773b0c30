// Defines what a run of a collection is started with, and the events it sends.
import type { JsonObject } from '../json/json.ts';

/** Where the requests of monitors may go. */
export type MonitorTargets = 'loopback' | 'anywhere';

/** One run of a collection. `values` are the environment's, each `{key, value, enabled}`. */
export interface MonitorJob {
  readonly collection: JsonObject;
  readonly values: readonly JsonObject[];
  readonly options: RunOptions;
}

/** Undefined: as the runtime library has it. The run is aborted at `limitMs`. */
export interface RunOptions {
  readonly requestDelayMs: number | undefined;
  readonly requestTimeoutMs: number | undefined;
  readonly scriptTimeoutMs: number;
  readonly followRedirects: boolean | undefined;
  readonly strictSSL: boolean | undefined;
  readonly limitMs: number;
}

interface Wrong {
  readonly name: string;
  readonly message: string;
}

export type Headers = readonly (readonly [string, string])[];

/** The answer to a request of the collection, or what kept it from coming. `ref` joins it to its assertions. */
export interface Execution {
  readonly kind: 'execution';
  readonly ref: string;
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly bytes: number;
  };
  readonly atMs: number;
  readonly response?: {
    readonly code: number;
    readonly headers: Headers;
    readonly bytes: number;
    readonly tookMs: number;
  };
  readonly error?: Wrong;
}

/** In the order they happen. `sent` counts every request, those of scripts too; `aborted` is the last when it comes. */
export type RunEvent =
  | Execution
  | { readonly kind: 'sent'; readonly name: string; readonly bytes: number; readonly error?: Wrong }
  | { readonly kind: 'assertion'; readonly ref: string; readonly name: string; readonly error?: Wrong }
  | { readonly kind: 'exception'; readonly ref: string; readonly error: Wrong }
  | { readonly kind: 'done' }
  | { readonly kind: 'aborted' };
