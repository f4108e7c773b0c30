// Recognises resources that are made of the same bytes as before: their specs are made only when somebody asks for them.
import {
  type Address,
  AppError,
  type CredentialPlaces,
  type DesiredResource,
  type Files,
  isObject,
  type Json,
  type JsonObject,
  type Known,
  NOTHING_KNOWN,
  refsIn,
  type SpecSummary,
  secretsIn,
} from '@postform/engine';
import { type Credentials, NO_CREDENTIALS } from './credentials.ts';
import type { Declared } from './declared.ts';
import type { OnRead } from './source-files.ts';

/** A file or folder that a kind has read, and the digest of what was in it. */
type FileRead = readonly [type: 'file' | 'folder', path: string, digest: string];

export interface RecordedReads {
  readonly onRead: OnRead;
  /** In the order of reading. */
  done(): readonly FileRead[];
  /** What was in the files, by their paths as the resource writes them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function recordReads(known: Known): RecordedReads {
  const reads: FileRead[] = [];
  const files = new Map<string, Uint8Array>();
  return {
    files,
    onRead: (path, found) => {
      const isFile = found instanceof Uint8Array;
      if (isFile) files.set(path, found);
      reads.push([isFile ? 'file' : 'folder', path, isFile ? known.digest([found]) : known.digest(found)]);
    },
    done: () => reads,
  };
}

/**
 * Digest of what a resource is made of, besides the files that its kind reads. Undefined where nothing is kept, and where the
 * order of its keys may matter that JSON does not keep.
 */
export function inputOf(known: Known, { kind, document }: Declared, written: Json): string | undefined {
  if (known === NOTHING_KNOWN || document.mayMerge === true) return undefined;
  const text = JSON.stringify(written);
  // JavaScript puts whole numbers first, whatever order is written.
  if (/"\d+":/.test(text)) return undefined;
  return known.digest([kind.name, String(kind.version), document.file, text]);
}

/** What is kept of a resource. */
export interface KeptResource {
  readonly summary: SpecSummary;
  readonly credentials: Credentials;
}

/** Undefined where the resource was made of something else before, or a file that it names has changed. */
export function recognise(known: Known, address: Address, input: string, files: Files): KeptResource | undefined {
  const kept = known.made('resource', address, input);
  if (!isObject(kept)) return undefined;
  const {
    reads,
    summary,
    credentials = NO_CREDENTIALS,
  } = kept as unknown as Partial<KeptResource> & {
    readonly reads: readonly FileRead[];
    readonly summary: SpecSummary;
  };
  const isSame = reads.every(([type, path, digest]) => digestNow(known, files, type, path) === digest);
  return isSame ? { summary, credentials } : undefined;
}

function digestNow(known: Known, files: Files, type: FileRead[0], path: string): string | undefined {
  if (type === 'file') {
    const read = files.bytes(path);
    return read.ok ? known.digest([read.bytes]) : undefined;
  }
  const listed = files.list(path);
  return listed.ok ? known.digest(listed.names) : undefined;
}

/** Digest of all that a spec is made of. */
export function inputWith(known: Known, input: string, reads: readonly FileRead[]): string {
  return known.digest([input, ...reads.flat()]);
}

/** Keeps what is needed of a spec that was made without a mistake or a warning, but for those of credentials. */
export function summarise(
  known: Known,
  address: Address,
  {
    input,
    reads,
    credentials,
  }: { readonly input: string; readonly reads: readonly FileRead[]; readonly credentials: Credentials },
  spec: JsonObject,
): SpecSummary {
  const summary = {
    input: inputWith(known, input, reads),
    refs: refsIn(spec).map((ref) => ({ ...ref })),
    secrets: secretsIn(spec),
  };
  const found = credentials === NO_CREDENTIALS ? {} : { credentials };
  const made = { reads: reads.map((read) => [...read]), summary, ...found } as unknown as Json;
  known.note('resource', address, input, { made, from: spec });
  return summary;
}

/** What a resource is made with; `place` and `spec` are asked for when somebody needs them. */
export interface ResourceParts
  extends Pick<DesiredResource, 'address' | 'kind' | 'lifecycle' | 'adopt' | 'credentials' | 'summary'> {
  readonly placeOf: () => DesiredResource['place'];
  /** Undefined where a file that the spec is made of is not what it was. */
  readonly specOf: () => JsonObject | undefined;
}

/** One that must not be spread: its place and its spec are made when somebody asks for them. */
export class LaterResource implements DesiredResource {
  readonly address: Address;
  readonly kind: string;
  readonly lifecycle: DesiredResource['lifecycle'];
  declare readonly adopt?: string;
  declare readonly credentials?: CredentialPlaces;
  declare readonly summary?: SpecSummary;
  readonly #placeOf: ResourceParts['placeOf'];
  readonly #specOf: ResourceParts['specOf'];
  #made: JsonObject | undefined;

  constructor({ address, kind, lifecycle, adopt, credentials, summary, placeOf, specOf }: ResourceParts) {
    this.address = address;
    this.kind = kind;
    this.lifecycle = lifecycle;
    if (adopt !== undefined) this.adopt = adopt;
    if (credentials !== undefined) this.credentials = credentials;
    if (summary !== undefined) this.summary = summary;
    this.#placeOf = placeOf;
    this.#specOf = specOf;
  }

  get place(): DesiredResource['place'] {
    return this.#placeOf();
  }

  /** Throws E_FILES_CHANGED where a file has changed since it was digested. */
  get spec(): JsonObject {
    this.#made ??= this.#specOf() ?? fail(this.address);
    return this.#made;
  }
}

function fail(address: Address): never {
  throw new AppError('E_FILES_CHANGED', `A file of ${address} changed while Postform was reading it.`, {
    hint: 'Nothing was written for it. Run the same command again.',
  });
}
