// Room: what the desired files declare, before anything in it is resolved.
import {
  type Address,
  addressOf,
  type Diagnostic,
  isObject,
  type JsonObject,
  joinPointer,
  type Kind,
  type Kinds,
  NAME_PATTERN,
  type Pointer,
} from '@postform/engine';
import { type Document, isTold, keyPlaceAt, placeAt } from './document.ts';
import { typeOf } from './hints.ts';
import { nearest } from './nearest.ts';
import { shown, withArticle } from './wording.ts';

export interface Declared {
  readonly address: Address;
  readonly kind: Kind;
  readonly name: string;
  readonly document: Document;
  /** Of the resource in its document. */
  readonly pointer: Pointer;
  /** Undefined where something else than a map is written; then that is told already. */
  readonly written: JsonObject | undefined;
}

/** Holds what anchors are set on, and means nothing by itself. */
export function isContainer(key: string): boolean {
  return key.startsWith('x-');
}

const NAMES = new RegExp(NAME_PATTERN);

/** Resources by address; of two with one address the first counts. A resource that is no map is left out. */
export function collectDeclared(
  documents: readonly Document[],
  kinds: Kinds,
  out: Diagnostic[],
): ReadonlyMap<Address, Declared> {
  const byPlural = new Map(kinds.map((kind) => [kind.plural, kind]));
  const declared = new Map<Address, Declared>();
  for (const document of documents) {
    const wrong = (pointer: Pointer, code: string, message: string, hint: string, atKey = true) =>
      out.push({
        severity: 'error',
        code,
        message,
        hint,
        place: atKey ? keyPlaceAt(document, pointer) : placeAt(document, pointer),
      });
    if (isTold(document, '')) continue;
    if (!isObject(document.value)) {
      wrong(
        '',
        'D_WRONG_TYPE',
        `a desired file must be a map, found ${typeOf(document.value)}`,
        `begin with one of: ${[...byPlural.keys()].join(', ')}, each with a colon`,
      );
      continue;
    }
    for (const [plural, section] of Object.entries(document.value)) {
      const at = joinPointer(plural);
      if (isTold(document, at)) continue;
      const kind = byPlural.get(plural);
      if (kind === undefined) {
        if (plural === '$schema' || isContainer(plural)) continue;
        const near = nearest(plural, byPlural.keys());
        wrong(
          at,
          'D_UNKNOWN_KEY',
          `unknown key ${shown(plural)}`,
          near === undefined ? `known keys: ${[...byPlural.keys()].join(', ')}` : `did you mean "${near}"?`,
        );
      } else if (!isObject(section)) {
        wrong(
          at,
          'D_WRONG_TYPE',
          `"${plural}" must be a map of names, found ${typeOf(section)}`,
          section === null
            ? 'write {} for none, or remove the key'
            : `write the name of ${withArticle(kind.label)} under it, then its fields`,
          section === null,
        );
      } else {
        for (const [name, written] of Object.entries(section)) {
          const pointer = at + joinPointer(name);
          const address = addressOf(kind.name, name);
          const first = declared.get(address);
          if (!NAMES.test(name)) {
            wrong(
              pointer,
              'D_NAME',
              `${shown(name)} cannot be a name`,
              'begin with a letter or digit, then letters, digits, _ and - only; what people see goes into the field "name"',
            );
          } else if (first !== undefined) {
            const place = keyPlaceAt(document, pointer);
            const related = [{ message: 'first here', place: keyPlaceAt(first.document, first.pointer) }];
            out.push({
              severity: 'error',
              code: 'D_DUPLICATE_ADDRESS',
              message: `${address} is declared twice`,
              hint: 'rename one of the two',
              place,
              related,
            });
          } else {
            if (!isObject(written) && !isTold(document, pointer))
              wrong(
                pointer,
                'D_WRONG_TYPE',
                `${address} must be a map, found ${typeOf(written)}`,
                'write its fields under the name',
                written === null,
              );
            declared.set(address, {
              address,
              kind,
              name,
              document,
              pointer,
              written: isObject(written) ? written : undefined,
            });
          }
        }
      }
    }
  }
  return declared;
}
