// Collects what the desired files declare, before anything in it is resolved.
import {
  type Address,
  addressOf,
  type Diagnostic,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Kind,
  type Kinds,
  NAME_PATTERN,
  nearest,
  type Pointer,
} from '@postform/engine';
import { quoteValue, typeOf, withArticle } from '../files/wording.ts';
import { type Document, isReported, keyPlaceAt, placeAt } from '../yaml/document.ts';

export interface Declared {
  readonly address: Address;
  readonly kind: Kind;
  readonly name: string;
  readonly document: Document;
  /** Of the resource in its document. */
  readonly pointer: Pointer;
  /** Undefined where something else than a map is written; that is reported already. */
  readonly written: JsonObject | undefined;
}

export interface AllDeclared {
  /** Of two resources with one address the first counts. */
  readonly byAddress: ReadonlyMap<Address, Declared>;
  /** Those that do not count as well, so that their mistakes are reported, too. */
  readonly all: readonly Declared[];
}

/** Top-level keys that hold what anchors are set on, and mean nothing by themselves. */
export function isContainer(key: string): boolean {
  return key.startsWith('x-');
}

const NAMES = new RegExp(NAME_PATTERN);

export function collectDeclared(documents: readonly Document[], kinds: Kinds, out: Diagnostic[]): AllDeclared {
  const byPlural = new Map(kinds.map((kind) => [kind.plural, kind]));
  const byAddress = new Map<Address, Declared>();
  const all: Declared[] = [];
  for (const document of documents)
    for (const [kind, section] of sectionsOf(document, byPlural, out))
      for (const [name, written] of Object.entries(section)) {
        const declared = declaredAt(document, kind, name, written);
        if (isCounted(declared, written, byAddress.get(declared.address), out))
          byAddress.set(declared.address, declared);
        all.push(declared);
      }
  return { byAddress, all };
}

function declaredAt(document: Document, kind: Kind, name: string, written: Json): Declared {
  return {
    address: addressOf(kind.name, name),
    kind,
    name,
    document,
    pointer: joinPointer(kind.plural, name),
    written: isObject(written) ? written : undefined,
  };
}

/** The sections of a file that name a kind and are maps. */
function sectionsOf(
  document: Document,
  byPlural: ReadonlyMap<string, Kind>,
  out: Diagnostic[],
): readonly (readonly [Kind, JsonObject])[] {
  if (isReported(document, '')) return [];
  const kindNames = [...byPlural.keys()].join(', ');
  if (!isObject(document.value)) {
    out.push({
      severity: 'error',
      code: 'D_WRONG_TYPE',
      message: `a desired file must be a map, found ${typeOf(document.value)}`,
      hint: `begin with one of: ${kindNames}, each with a colon`,
      place: keyPlaceAt(document, ''),
    });
    return [];
  }
  return Object.entries(document.value).flatMap(([plural, section]): readonly (readonly [Kind, JsonObject])[] => {
    const at = joinPointer(plural);
    const kind = byPlural.get(plural);
    if (isReported(document, at) || plural === '$schema' || isContainer(plural)) return [];
    if (kind !== undefined && isObject(section)) return [[kind, section]];
    const near = nearest(plural, byPlural.keys());
    out.push({
      severity: 'error',
      ...(kind === undefined
        ? {
            code: 'D_UNKNOWN_KEY',
            message: `unknown key ${quoteValue(plural)}`,
            hint: near === undefined ? `known keys: ${kindNames}` : `did you mean "${near}"?`,
            place: keyPlaceAt(document, at),
          }
        : {
            code: 'D_WRONG_TYPE',
            message: `"${plural}" must be a map of names, found ${typeOf(section)}`,
            hint:
              section === null
                ? 'write {} for none, or remove the key'
                : `write the name of ${withArticle(kind.label)} under it, then its fields`,
            place: section === null ? keyPlaceAt(document, at) : placeAt(document, at),
          }),
    });
    return [];
  });
}

/** Reports a name, an address or a value that cannot be; false where the resource does not count. */
function isCounted(declared: Declared, written: Json, first: Declared | undefined, out: Diagnostic[]): boolean {
  const { address, name, document, pointer } = declared;
  const place = () => keyPlaceAt(document, pointer);
  if (!NAMES.test(name)) {
    out.push({
      severity: 'error',
      code: 'D_NAME',
      message: `${quoteValue(name)} cannot be a name`,
      hint: 'begin with a letter or digit, then letters, digits, _ and - only; what people see goes into the field "name"',
      place: place(),
    });
    return false;
  }
  if (first !== undefined) {
    out.push({
      severity: 'error',
      code: 'D_DUPLICATE_ADDRESS',
      message: `${address} is declared twice`,
      hint: 'rename one of the two',
      place: place(),
      related: [{ message: 'first here', place: keyPlaceAt(first.document, first.pointer) }],
    });
    return false;
  }
  if (declared.written === undefined && !isReported(document, pointer))
    out.push({
      severity: 'error',
      code: 'D_WRONG_TYPE',
      message: `${address} must be a map, found ${typeOf(written)}`,
      hint: 'write its fields under the name',
      place: written === null ? place() : placeAt(document, pointer),
    });
  return true;
}
