// Keyed digests. A plain hash of a short secret could be guessed; a keyed one cannot without the key.
import { createHmac } from 'node:crypto';
import { canonicalPieces } from './canonical.ts';
import type { Json } from './json.ts';
import type { Kind } from './kind.ts';
import type { Digest } from './parts.ts';

export interface Digester {
  /** 16 base64url characters (96 bits) of HMAC-SHA-256 over canonical JSON. */
  digest(value: Json): Digest;
  /** Of one leaf: the first 12 characters (72 bits). A state holds one for each leaf, and the root's digest beside them. */
  leaf(value: Json): Digest;
  /** Marks digests of this key and this version of the kind's normalisation. */
  tag(kind: Kind): string;
  /** False where there is no key of our own yet: then no fingerprint of a secret may be shown. */
  readonly isSecret: boolean;
}

const LENGTH = 16;
export const LEAF_DIGEST_LENGTH = 12;

export function makeDigester(key: Uint8Array | string, isSecret = true): Digester {
  const digest = (value: Json): Digest => {
    const hmac = createHmac('sha256', key);
    canonicalPieces(value, (piece) => hmac.update(piece));
    return hmac.digest('base64url').slice(0, LENGTH);
  };
  const mark = digest('mark').slice(0, 6);
  const leaf = (value: Json): Digest => digest(value).slice(0, LEAF_DIGEST_LENGTH);
  return { digest, leaf, tag: (kind) => `${kind.version}.${mark}`, isSecret };
}

/** For plans made before there is a state: comparable between runs, useless for secrets. */
export const PUBLIC_DIGESTER: Digester = makeDigester('postform: no state yet', false);

/** The digester of a state: the environment's key wins over the one kept in the state. */
export function digesterFor(
  state: { readonly key?: string } | undefined,
  fingerprintKey: string | undefined,
): Digester {
  if (fingerprintKey !== undefined) return makeDigester(fingerprintKey);
  return state?.key === undefined ? PUBLIC_DIGESTER : makeDigester(Buffer.from(state.key, 'base64'));
}
