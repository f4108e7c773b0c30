// Room: one declared resource becomes a desired one, or mistakes.
import {
  type Address,
  addressOf,
  type DesiredResource,
  type Diagnostic,
  type Files,
  getAt,
  isLate,
  isObject,
  type Json,
  type JsonObject,
  parseAddress,
  type RefField,
  setAt,
  splitPointer,
} from '@postform/engine';
import { coerce } from './coerce.ts';
import type { Declared } from './declared.ts';
import { keyPlaceAt } from './document.ts';
import { expand, type Mistake, type Scope } from './expand.ts';
import { problemToDiagnostic, toDiagnostic } from './mistakes.ts';
import { suggest } from './nearest.ts';
import { COMMON_FIELDS, resolveLifecycle, schemaOf, validateCommon } from './resource-schema.ts';
import { shown } from './text.ts';
import { explain, type SchemaMistake, typeOf } from './violations.ts';
import { schemasAt } from './widen.ts';

/** The part of the scope that does not depend on the resource. */
export type SharedScope = Omit<Scope, 'mayBeSecret' | 'fileText'>;

/** The kind's own fields, and those that every resource may have. */
function split(written: JsonObject): { readonly own: JsonObject; readonly common: JsonObject } {
  const entries = Object.entries(written);
  return {
    own: Object.fromEntries(entries.filter(([key]) => !Object.hasOwn(COMMON_FIELDS, key))),
    common: Object.fromEntries(entries.filter(([key]) => Object.hasOwn(COMMON_FIELDS, key))),
  };
}

/** True where the resource fits its schema as written. */
export function checkResource(declared: Declared, out: Diagnostic[]): boolean {
  const { own, common } = split(declared.written);
  const mistakes = [
    ...explain(schemaOf(declared.kind).validate(own), Object.keys(COMMON_FIELDS)),
    ...explain(validateCommon(common)),
  ];
  for (const mistake of mistakes) out.push(toDiagnostic(declared.document, declared.pointer, mistake));
  return mistakes.length === 0;
}

/** Undefined where something is wrong; then `out` says what. The resource must have passed `checkResource`. */
export function resolveResource(
  declared: Declared,
  shared: SharedScope,
  files: Files,
  out: Diagnostic[],
): DesiredResource | undefined {
  const { kind, document, pointer } = declared;
  const before = out.length;
  const report = (mistake: SchemaMistake) => out.push(toDiagnostic(document, pointer, mistake));
  const { own, common } = split(declared.written);
  const { schema, validate } = schemaOf(kind);
  const scope: Scope = {
    ...shared,
    mayBeSecret: (at) => namesSecret(schema, at),
    fileText: (path) => {
      const read = files.text(path);
      return read.ok ? read : { ok: false, message: read.problem.message, hint: read.problem.hint ?? '' };
    },
  };
  const expanded = expand(own, '', scope, report);
  const adopt = adoptedId(common, scope, report);
  if (out.length > before) return undefined;
  const { value, mistakes } = coerce(own, expanded, validate);
  for (const mistake of mistakes) report(mistake);
  let written = value as JsonObject;
  for (const ref of kind.refs) written = resolveRef(written, ref, shared, report);
  if (out.length > before) return undefined;
  const parsed = kind.parse({ written, files });
  if (!parsed.ok) {
    for (const problem of parsed.problems) out.push(problemToDiagnostic(document, pointer, problem));
    return undefined;
  }
  return {
    address: declared.address,
    kind: kind.name,
    spec: parsed.spec,
    lifecycle: resolveLifecycle((common['lifecycle'] ?? {}) as Parameters<typeof resolveLifecycle>[0]),
    ...(adopt === undefined ? {} : { adopt }),
    place: keyPlaceAt(document, pointer),
  };
}

/** A map of free keys may hold one that is called `secret`; a schema that knows the field, or nothing at all, means a secret. */
function namesSecret(schema: JsonObject, pointer: string): boolean {
  const about = schemasAt(schema, splitPointer(pointer));
  const knows = about.some(({ properties }) => isObject(properties) && Object.hasOwn(properties, 'secret'));
  return (
    knows || !about.some(({ additionalProperties }) => isObject(additionalProperties) || additionalProperties === true)
  );
}

function adoptedId(common: JsonObject, scope: Scope, report: (mistake: Mistake) => void): string | undefined {
  const written = common['import'];
  if (!isObject(written)) return undefined;
  const id = expand(written['id'] ?? '', '/import/id', scope, report);
  if (typeof id === 'string' && id.trim() !== '') return id;
  report({
    pointer: '/import/id',
    code: 'D_WRONG_VALUE',
    message: `the id to import must be known now, found ${shown(written['id'])}`,
    hint: 'write the id itself, or a ${var.NAME} that holds it',
  });
  return undefined;
}

/** `collection.orders` becomes a late ref, `{ uid: … }` the uid; a use of an attribute stays what it is. */
function resolveRef(
  written: JsonObject,
  ref: RefField,
  scope: SharedScope,
  report: (mistake: Mistake) => void,
): JsonObject {
  const value = getAt(written, ref.pointer);
  if (value === undefined) return written;
  const fail = (code: string, message: string, hint: string) => {
    report({ pointer: ref.pointer, code, message, hint });
    return written;
  };
  const put = (node: Json) => setAt(written, ref.pointer, node) as JsonObject;
  const example = `${ref.kind}.NAME, or { uid: … } for an object managed elsewhere`;
  if (isLate(value)) {
    if (value.$late !== 'ref')
      return fail('D_REF_FORM', `"${lastOf(ref)}" must name one ${ref.kind}`, `write ${example}`);
    const { kind } = parseAddress(value.address) ?? { kind: '' };
    return kind === ref.kind
      ? written
      : fail('D_REF_KIND', `"${lastOf(ref)}" must name a ${ref.kind}, found ${value.address}`, `write ${example}`);
  }
  if (isObject(value) && Object.hasOwn(value, 'uid')) return put(value['uid']!);
  if (typeof value !== 'string')
    return fail('D_REF_FORM', `"${lastOf(ref)}" must name a ${ref.kind}, found ${typeOf(value)}`, `write ${example}`);
  const named = parseAddress(value);
  if (named === undefined)
    return fail(
      'D_REF_FORM',
      `${shown(value)} does not name a ${ref.kind}`,
      `${nearAddress(value, ref, scope)}write ${example}`,
    );
  if (named.kind !== ref.kind) {
    const near = suggest(named.kind, [ref.kind], '');
    return scope.kindNames.includes(named.kind)
      ? fail('D_REF_KIND', `"${lastOf(ref)}" must name a ${ref.kind}, found ${shown(value)}`, `write ${example}`)
      : fail('D_REF_FORM', `${shown(value)} does not name a ${ref.kind}`, near);
  }
  const names = scope.namesOf(ref.kind);
  if (!scope.hasResource(named.kind, named.name) && names !== undefined)
    return fail(
      'D_REF_UNKNOWN',
      `there is no ${value} in the desired files`,
      suggest(named.name, names, `no ${ref.kind} is declared; write { uid: … } for an object managed elsewhere`),
    );
  const address: Address = addressOf(named.kind, named.name);
  return put({ $late: 'ref', address, attribute: ref.attribute });
}

function nearAddress(value: string, ref: RefField, scope: SharedScope): string {
  return scope.hasResource(ref.kind, value) ? `did you mean "${addressOf(ref.kind, value)}"? ` : '';
}

const lastOf = (ref: RefField) => splitPointer(ref.pointer).at(-1) ?? '';
