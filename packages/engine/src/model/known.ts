// Known bytes: what earlier runs made of the same bytes. Losing them costs time, never correctness.
import type { Json } from './json.ts';

/**
 * - `file`: the value of a YAML file, by its path.
 * - `resource`: what a desired resource needs besides its spec, by its address.
 * - `desired`: the root digest and the name of a resolved spec, by its address.
 * - `basis`: the digest of a declared resource in the basis of a plan, by its address.
 * - `live`: the root digest and the stamp of a reply, by the address of its object.
 */
export type KnownTable = 'file' | 'resource' | 'desired' | 'basis' | 'live';

export interface Known {
  /** A keyed digest of these parts, in order: whoever reads what is kept cannot guess them from it. */
  digest(parts: readonly (string | Uint8Array)[]): string;
  /** What was made of the input with this digest; undefined where the name stood for other input, or for none. */
  made(table: KnownTable, name: string, input: string): Json | undefined;
  /** `from`: the input, decoded. Input into which people have pasted a secret is not kept. */
  note(table: KnownTable, name: string, input: string, what: { readonly made: Json; readonly from: Json }): void;
}

/** Nothing is known, and nothing is kept. */
export const NOTHING_KNOWN: Known = { digest: () => '', made: () => undefined, note: () => {} };
