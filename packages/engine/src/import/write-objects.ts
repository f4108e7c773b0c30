// Writes objects that were read as the resources of desired files, with refs and uses where others are named.
import type { Address } from '../model/address.ts';
import type { JsonObject } from '../model/json.ts';
import { normalize } from '../model/kind.ts';
import { type Found, remoteOf } from '../model/observation.ts';
import type { ObjectRef } from '../model/read-set.ts';
import {
  type AttributeName,
  type KnownAttributes,
  namedInText,
  type Searched,
  searchedIn,
  withUses,
} from './found-uses.ts';

export interface ImportedResource {
  readonly address: Address;
  readonly kind: string;
  /** Of the object. */
  readonly id: string;
  /** For the address; unique within its kind. */
  readonly name: string;
  /** What goes under `<plural>.<name>` in a desired file. Refs stand for attributes of others that its texts hold. */
  readonly written: JsonObject;
  /** The same with those texts as they are; `written` itself where they hold none. */
  readonly literal: JsonObject;
  /** Files beside it, by path relative to the desired file. */
  readonly files: Readonly<Record<string, string>>;
  /** Places at which the files hold in clear what a plan would hide. */
  readonly clear: readonly string[];
  /** Attributes of others that a file beside it holds: they stay as they are, for a use means nothing there. */
  readonly mentions: readonly (AttributeName & { readonly file: string })[];
}

/** An object that was read for an address. */
export interface FoundObject {
  readonly item: ObjectRef;
  readonly observation: Found;
}

/** An object that has an address. */
export interface Addressed extends KnownAttributes {
  readonly uid: string;
}

export function addressed({ item: { address, kind, identity }, observation }: FoundObject): Addressed {
  return { address, kind, uid: identity.uid, values: kind.attributesOf(remoteOf(observation)) };
}

/** `among`: the objects that have an address, these included; others stand as their uids and values. */
export function writeObjects(
  objects: readonly FoundObject[],
  { among, keepSecrets }: { readonly among: readonly Addressed[]; readonly keepSecrets: boolean },
): readonly ImportedResource[] {
  const addresses = new Map(among.map(({ kind, uid, address }) => [`${kind.name} ${uid}`, address]));
  const searched = searchedIn(among);
  return objects.map(({ item: { kind, address, identity }, observation }) => {
    const spec = normalize(kind, kind.fromRemote(remoteOf(observation), {}).spec);
    const name = address.slice(kind.name.length + 1);
    const refName = (other: string, uid: string) => addresses.get(`${other} ${uid}`);
    const { written: literal, files, clear = [] } = kind.write(spec, { name, refName, keepSecrets });
    const found = searched === undefined ? {} : foundIn({ address, literal, files }, searched);
    const { id } = identity;
    return { address, kind: kind.name, id, name, written: literal, literal, files, clear, mentions: [], ...found };
  });
}

function foundIn(
  { address, literal, files }: Pick<ImportedResource, 'address' | 'literal' | 'files'>,
  searched: Searched,
): Pick<ImportedResource, 'written' | 'mentions'> {
  return {
    written: withUses(literal, searched, address) as JsonObject,
    mentions: Object.entries(files).flatMap(([file, text]) =>
      namedInText(text, searched, address).map((name) => ({ ...name, file })),
    ),
  };
}
