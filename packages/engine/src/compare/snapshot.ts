// Makes snapshots: a spec as its leaves, each with its digest.
import { knownness } from '../model/deferred-value.ts';
import type { Digester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind, Leaf } from '../model/kind.ts';
import type { Digest } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';

/** A leaf's digest; `unknown` where a later step makes the value, `missing` where a secret is not available here. */
export type LeafDigest = { readonly digest: Digest } | 'unknown' | 'missing';

/** A spec as its leaves. `root` is absent where a value in it is not known. */
export interface Snapshot {
  readonly spec: JsonObject;
  readonly leaves: ReadonlyMap<Pointer, Leaf>;
  readonly root?: Digest;
  digestAt(pointer: Pointer): LeafDigest | undefined;
}

/** `spec` is normalised and resolved. Leaves and their digests are made when asked for: equal roots need none. */
export function makeSnapshot(kind: Kind, spec: JsonObject, digester: Digester): Snapshot {
  const root = knownness(spec) === 'known' ? digester.digest(spec) : undefined;
  return snapshotOf(spec, () => leavesByPointer(kind, spec), root, digester);
}

export function leavesByPointer(kind: Kind, spec: JsonObject): ReadonlyMap<Pointer, Leaf> {
  const leaves = new Map<Pointer, Leaf>();
  for (const leaf of kind.leaves(spec)) leaves.set(leaf.pointer, leaf);
  return leaves;
}

/** A snapshot of chosen leaves; `root` only where they are all of the spec. */
export function snapshotOf(
  spec: JsonObject,
  makeLeaves: () => ReadonlyMap<Pointer, Leaf>,
  root: Digest | undefined,
  digester: Digester,
): Snapshot {
  const digests = new Map<Pointer, LeafDigest>();
  let made: ReadonlyMap<Pointer, Leaf> | undefined;
  const leaves = (): ReadonlyMap<Pointer, Leaf> => {
    made ??= makeLeaves();
    return made;
  };
  return {
    spec,
    get leaves() {
      return leaves();
    },
    ...(root === undefined ? {} : { root }),
    digestAt(pointer) {
      const leaf = leaves().get(pointer);
      if (leaf === undefined) return undefined;
      const done = digests.get(pointer);
      if (done !== undefined) return done;
      const known = root === undefined ? knownness(leaf.value) : 'known';
      const digest: LeafDigest = known === 'known' ? { digest: digester.leaf(leaf.value) } : known;
      digests.set(pointer, digest);
      return digest;
    },
  };
}

/** A snapshot whose root is known already: its spec and its leaves are made when somebody asks for them. */
export class LaterSnapshot implements Snapshot {
  readonly root: Digest;
  readonly #make: () => Snapshot;
  #made: Snapshot | undefined;

  constructor(root: Digest, make: () => Snapshot) {
    this.root = root;
    this.#make = make;
  }

  get spec(): JsonObject {
    return this.#snapshot().spec;
  }

  get leaves(): ReadonlyMap<Pointer, Leaf> {
    return this.#snapshot().leaves;
  }

  digestAt(pointer: Pointer): LeafDigest | undefined {
    return this.#snapshot().digestAt(pointer);
  }

  #snapshot(): Snapshot {
    this.#made ??= this.#make();
    return this.#made;
  }
}

/** One digest over all leaves: equal for specs that differ only in what is not compared. */
export function leavesDigest(kind: Kind, spec: JsonObject, digester: Digester): Digest {
  return digester.digest(Object.fromEntries(kind.leaves(spec).map((leaf) => [leaf.pointer, leaf.value])));
}

/** The known digest of a leaf, or undefined. */
export function knownDigest(snapshot: Snapshot, pointer: Pointer): Digest | undefined {
  const digest = snapshot.digestAt(pointer);
  return typeof digest === 'object' ? digest.digest : undefined;
}
