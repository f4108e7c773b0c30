// Room: one declared resource becomes a desired one, or mistakes.
import {
  type DesiredResource,
  type Diagnostic,
  type Files,
  getAt,
  isObject,
  type Json,
  type JsonObject,
  type RefField,
  splitPointer,
} from '@postform/engine';
import { coerce } from './coerce.ts';
import type { Declared } from './declared.ts';
import { holdsTold, isTold, keyPlaceAt, keysAt } from './document.ts';
import { expand } from './expand.ts';
import { type Mistake, problemToDiagnostic, toDiagnostic } from './mistakes.ts';
import { checkPolicies } from './policies.ts';
import { resolveRef } from './refs.ts';
import { COMMON_FIELDS, resolveLifecycle, schemaOf, validateCommon } from './resource-schema.ts';
import type { Scope, SharedScope } from './uses.ts';
import { explain } from './violations.ts';
import { schemasAt } from './widen.ts';
import { shown } from './wording.ts';

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
  if (declared.written === undefined) return false;
  const { own, common } = split(declared.written);
  const mistakes = [
    ...explain(schemaOf(declared.kind).validate(own), Object.keys(COMMON_FIELDS)),
    ...explain(validateCommon(common)),
  ];
  const { document, pointer } = declared;
  for (const mistake of mistakes)
    if (!isTold(document, pointer + mistake.pointer)) out.push(toDiagnostic(document, pointer, mistake));
  return mistakes.length === 0 && !holdsTold(document, pointer);
}

/**
 * Undefined where something is wrong; then `out` says what. Of a resource that did not pass `checkResource` (`fits` is
 * false) only uses and refs are looked at, so that all mistakes are told at once.
 */
export function resolveResource(
  declared: Declared,
  fits: boolean,
  shared: SharedScope,
  files: Files,
  fileText: Files['text'],
  out: Diagnostic[],
): DesiredResource | undefined {
  const { kind, document, pointer } = declared;
  let failed = false;
  const report = (mistake: Mistake) => {
    failed ||= mistake.severity !== 'warning';
    if (isTold(document, pointer + mistake.pointer)) return;
    out.push(toDiagnostic(document, pointer, mistake));
  };
  const { own, common } = split(declared.written ?? {});
  const { schema, validate } = schemaOf(kind);
  const scope: Scope = {
    ...shared,
    mayBeSecret: (at) => namesSecret(schema, at),
    fileText,
  };
  const expanded = expand(own, '', scope, report);
  const adopt = adoptedId(common, scope, report);
  if (failed || !fits) {
    for (const ref of kind.refs) if (isPlain(own, expanded, ref)) resolveRef(own, ref, shared, report);
    return undefined;
  }
  const { value, mistakes } = coerce(own, expanded, validate);
  for (const mistake of mistakes) report(mistake);
  let written = value as JsonObject;
  for (const ref of kind.refs) written = resolveRef(written, ref, shared, report);
  if (failed) return undefined;
  const keyOrder = (at: string) => keysAt(document, pointer + at, getAt(written, at));
  const parsed = kind.parse({ written, files, keyOrder });
  if (!parsed.ok) {
    for (const problem of parsed.problems) out.push(problemToDiagnostic(document, pointer, problem));
    return undefined;
  }
  for (const problem of parsed.warnings ?? []) out.push(problemToDiagnostic(document, pointer, problem, 'warning'));
  const lifecycle = resolveLifecycle((common['lifecycle'] ?? {}) as Parameters<typeof resolveLifecycle>[0]);
  checkPolicies(declared.address, kind, parsed.spec, lifecycle, report);
  if (failed) return undefined;
  return {
    address: declared.address,
    kind: kind.name,
    spec: parsed.spec,
    lifecycle,
    ...(adopt === undefined ? {} : { adopt }),
    place: keyPlaceAt(document, pointer),
  };
}

/** A ref field that holds a text without uses, so that nothing else was told about it yet. */
function isPlain(own: JsonObject, expanded: Json, { pointer }: RefField): boolean {
  const text = getAt(own, pointer);
  return typeof text === 'string' && text !== '' && getAt(expanded, pointer) === text;
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
  if (!isObject(written) || typeof written['id'] !== 'string') return undefined;
  const id = expand(written['id'], '/import/id', scope, report);
  if (typeof id === 'string' && id.trim() !== '') return id;
  report({
    pointer: '/import/id',
    code: 'D_WRONG_VALUE',
    message: `the id to import must be known now, found ${shown(written['id'])}`,
    hint: `write the id itself, or a \${var.NAME} that holds it`,
  });
  return undefined;
}
