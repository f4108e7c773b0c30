// Resolves ref fields: an address becomes a deferred ref, `{ uid: … }` the uid.
import {
  type Address,
  addressOf,
  getAt,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  parseAddress,
  type RefField,
  setAt,
  splitPointer,
} from '@postform/engine';
import { quoteValue, suggest, typeOf, withArticle } from '../files/wording.ts';
import { holdsStandIn, STAND_IN } from '../schema/stand-in.ts';
import type { Mistake } from '../yaml/mistakes.ts';
import type { SharedScope } from './scope.ts';

/** An address becomes a deferred ref, `{ uid: … }` the uid; a use of an attribute stays as it is. */
export function resolveRef(
  written: JsonObject,
  ref: RefField,
  scope: SharedScope,
  report: (mistake: Mistake) => void,
): JsonObject {
  const value = getAt(written, ref.pointer);
  if (value === undefined || holdsStandIn(value)) return written;
  const put = (node: Json) => setAt(written, ref.pointer, node) as JsonObject;
  const fail = (code: string, message: string, hint: string) => {
    report({ pointer: ref.pointer, code, message, hint });
    return put(STAND_IN);
  };
  const example = `${ref.kind}.NAME, or { uid: … } for an object managed elsewhere`;
  if (isDeferredValue(value)) {
    if (value.$deferred !== 'ref')
      return fail('D_REF_FORM', `"${lastOf(ref)}" must name one ${ref.kind}`, `write ${example}`);
    const { kind } = parseAddress(value.address) ?? { kind: '' };
    return kind === ref.kind
      ? written
      : fail(
          'D_REF_KIND',
          `"${lastOf(ref)}" must name ${withArticle(ref.kind)}, found ${value.address}`,
          `write ${example}`,
        );
  }
  if (isObject(value) && Object.hasOwn(value, 'uid')) return put(value['uid']!);
  if (typeof value !== 'string')
    return fail(
      'D_REF_FORM',
      `"${lastOf(ref)}" must name ${withArticle(ref.kind)}, found ${typeOf(value)}`,
      `write ${example}`,
    );
  const named = parseAddress(value);
  if (named === undefined)
    return fail(
      'D_REF_FORM',
      `${quoteValue(value)} does not name ${withArticle(ref.kind)}`,
      `${nearAddress(value, ref, scope)}write ${example}`,
    );
  if (named.kind !== ref.kind) {
    return scope.kindNames.includes(named.kind)
      ? fail(
          'D_REF_KIND',
          `"${lastOf(ref)}" must name ${withArticle(ref.kind)}, found ${quoteValue(value)}`,
          `write ${example}`,
        )
      : fail(
          'D_REF_FORM',
          `${quoteValue(value)} does not name ${withArticle(ref.kind)}`,
          `${nearAddress(named.name, ref, scope)}write ${example}`,
        );
  }
  const names = scope.hasResource(named.kind, named.name) ? undefined : scope.namesOf(ref.kind);
  if (names !== undefined)
    return fail(
      'D_REF_UNKNOWN',
      `there is no ${value} in the desired files`,
      suggest(
        value,
        names.map((one) => addressOf(ref.kind, one)),
        `no ${ref.kind} is declared; write { uid: … } for an object managed elsewhere`,
      ),
    );
  const address: Address = addressOf(named.kind, named.name);
  return put({ $deferred: 'ref', address, attribute: ref.attribute });
}

function nearAddress(value: string, ref: RefField, scope: SharedScope): string {
  return scope.hasResource(ref.kind, value) ? `did you mean "${addressOf(ref.kind, value)}"? ` : '';
}

const lastOf = (ref: RefField) => splitPointer(ref.pointer).at(-1) ?? '';
