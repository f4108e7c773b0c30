// Turns one declared resource into a desired one, or reports everything that is wrong with it.
import {
  type DesiredResource,
  type Diagnostic,
  type Files,
  getAt,
  isObject,
  isWithin,
  type Json,
  type JsonObject,
  type Kind,
  type Known,
  type Pointer,
  type PointerPattern,
  type SpecSummary,
  splitPointer,
} from '@postform/engine';
import { quoteValue } from '../files/wording.ts';
import { coerce } from '../schema/coerce.ts';
import { type Edit, mend, withEdits } from '../schema/mend.ts';
import { COMMON_FIELDS, resolveLifecycle, schemaOf, validateCommon } from '../schema/resource-schema.ts';
import { checkable, holdsStandIn, STAND_IN } from '../schema/stand-in.ts';
import { explain } from '../schema/violations.ts';
import { schemasAt } from '../schema/widen.ts';
import { isReported, keyPlaceAt, keysAt, reportedBelow } from '../yaml/document.ts';
import { type Mistake, problemToDiagnostic, toDiagnostic } from '../yaml/mistakes.ts';
import { type Credentials, credentialsOf, placesOf, warnOfCredentials } from './credentials.ts';
import type { Declared } from './declared.ts';
import { expand } from './expand.ts';
import { inputOf, inputWith, LaterResource, recognise, recordReads, summarise } from './known-resource.ts';
import { checkPolicies } from './policies.ts';
import { resolveRef } from './refs.ts';
import type { SharedScope, UseScope } from './scope.ts';
import type { OnRead } from './source-files.ts';

/** A declared resource whose fields were checked against the schemas. */
export interface CheckedResource {
  readonly declared: Declared;
  /** The kind's own fields, as written. */
  readonly own: JsonObject;
  /** What makes the own fields fit their schema; empty where they do, undefined where no edits are known. */
  readonly edits: readonly Edit[] | undefined;
  /** The fields that every resource may have, without what does not fit. */
  readonly common: JsonObject;
  readonly fits: boolean;
}

/** What all resources of a project are resolved with. */
export interface Surroundings {
  readonly scope: SharedScope;
  /** Files that a desired file may name: for a kind to parse, and for `${file.PATH}`. */
  readonly filesOf: (
    desiredFile: string,
    onRead?: OnRead,
  ) => { readonly files: Files; readonly fileText: Files['text'] };
  readonly known: Known;
  /** What seems to be a credential is warned of. */
  readonly scans: boolean;
  /** A file that a desired file names, relative to the root. */
  readonly nameOf: (desiredFile: string, path: string) => string;
  readonly out: Diagnostic[];
}

/** Reports what does not fit the schemas. Undefined where something else than a map is declared: that is reported already. */
export function checkResource(declared: Declared, out: Diagnostic[]): CheckedResource | undefined {
  if (declared.written === undefined) return undefined;
  const { document, pointer, kind, written } = declared;
  const { validate } = schemaOf(kind);
  const { own, common } = parted(written);
  const mistakes = [...explain(validate(own), Object.keys(COMMON_FIELDS)), ...explain(validateCommon(common))];
  for (const mistake of mistakes)
    if (!isReported(document, pointer + mistake.pointer)) out.push(toDiagnostic(document, pointer, mistake));
  const misread = reportedBelow(document, pointer);
  if (mistakes.length === 0 && misread.length === 0) return { declared, own, edits: [], common, fits: true };
  const unread = misread
    .filter((at) => getAt(own, at) !== undefined)
    .map((at): Edit => ({ pointer: at, value: STAND_IN }));
  const repairs = mend(withEdits(own, unread), (value) => validate(checkable(value, value)), STAND_IN);
  return {
    declared,
    own,
    edits: repairs && [...unread, ...repairs],
    common: withEdits(common, mend(common, validateCommon, '') ?? []) as JsonObject,
    fits: false,
  };
}

/** The kind's own fields, and those that every resource may have. */
function parted(written: JsonObject): Pick<CheckedResource, 'own' | 'common'> {
  const isCommon = (key: string): boolean => Object.hasOwn(COMMON_FIELDS, key);
  if (!Object.keys(written).some(isCommon)) return { own: written, common: {} };
  const entries = Object.entries(written);
  return {
    own: Object.fromEntries(entries.filter(([key]) => !isCommon(key))),
    common: Object.fromEntries(entries.filter(([key]) => isCommon(key))),
  };
}

/**
 * Undefined where something is wrong; then `out` says what. Each wrong value is replaced by a stand-in, so that one
 * mistake hides none of the others, whether they are found by the schema, in a use, a ref or a source, or by the kind.
 */
export function resolveResource(
  checked: CheckedResource,
  { scope, filesOf, known, scans, nameOf, out }: Surroundings,
): DesiredResource | undefined {
  const saidBefore = out.length;
  const { declared, own, edits, common } = checked;
  const { address, kind, document, pointer } = declared;
  const { schema } = schemaOf(kind);
  const { files, fileText } = filesOf(document.file);
  const wrong: Pointer[] = checked.fits ? [] : (edits ?? []).map((edit) => edit.pointer);
  const report = (mistake: Mistake): void => {
    if (mistake.severity !== 'warning') wrong.push(mistake.pointer);
    if (!isReported(document, pointer + mistake.pointer)) out.push(toDiagnostic(document, pointer, mistake));
  };
  const useScope: UseScope = { ...scope, mayBeSecret: (at) => namesSecret(schema(), at), fileText };
  const expanded = expand(own, '', useScope, report);
  const adopt = adoptedId(common, useScope, report);
  const lifecycle = resolveLifecycle((common['lifecycle'] ?? {}) as Parameters<typeof resolveLifecycle>[0]);
  const linked = edits && link(kind, withEdits(own, edits), withEdits(expanded, edits), scope, report);
  const isClean = (): boolean => checked.fits && wrong.length === 0 && out.length === saidBefore;
  const input = linked && isClean() ? inputOf(known, declared, [linked, common, adopt ?? null]) : undefined;
  const parts = {
    address,
    kind: kind.name,
    lifecycle,
    ...(adopt === undefined ? {} : { adopt }),
    placeOf: () => keyPlaceAt(document, pointer),
  };
  const kept = linked && input && recognise(known, address, input, files);
  if (kept) {
    const { summary, credentials } = kept;
    return new LaterResource({
      ...parts,
      ...told(credentials),
      summary,
      specOf: () => parseAgain(linked, input, summary),
    });
  }
  const reads = recordReads(known);
  const spec = linked && parse(linked, filesOf(document.file, reads.onRead).files);
  checkPolicies({ address, kind, spec: wrong.length === 0 ? spec : undefined }, lifecycle, report);
  if (wrong.length > 0 || !checked.fits || spec === undefined) return undefined;
  const specOf = () => spec;
  const mayKeep = isClean();
  const named = [...reads.files].map(([path, bytes]) => ({ file: nameOf(document.file, path), bytes }));
  const credentials = credentialsOf(spec, { allowed: allowedIn(common), written: linked ?? {}, files: named });
  const found = told(credentials);
  if (input === undefined || !mayKeep) return new LaterResource({ ...parts, ...found, specOf });
  const noted = summarise(known, address, { input, reads: reads.done(), credentials }, spec);
  return new LaterResource({ ...parts, ...found, summary: noted, specOf });

  function told(credentials: Credentials): Pick<DesiredResource, 'credentials'> {
    if (!scans) return {};
    out.push(...warnOfCredentials(credentials, declared));
    return placesOf(credentials);
  }

  /** Undefined where a file that the kind reads is not what it was. */
  function parseAgain(linked: JsonObject, input: string, before: SpecSummary): JsonObject | undefined {
    const again = recordReads(known);
    const parsed = parsedBy(linked, filesOf(document.file, again.onRead).files);
    return parsed.ok && inputWith(known, input, again.done()) === before.input ? parsed.spec : undefined;
  }

  function parsedBy(linked: JsonObject, files: Files): ReturnType<typeof kind.parse> {
    const keyOrder = (at: string) => keysAt(document, pointer + at, getAt(linked, at));
    return kind.parse({ written: linked, files, keyOrder });
  }

  function parse(linked: JsonObject, files: Files): JsonObject | undefined {
    const parsed = parsedBy(linked, files);
    const isFollowUp = ({ pointer: at, place }: { readonly pointer?: Pointer; readonly place?: unknown }): boolean =>
      (at !== undefined || place === undefined) &&
      wrong.some((one) => isWithin(one, at ?? '') || isWithin(at ?? '', one));
    for (const problem of parsed.ok ? (parsed.warnings ?? []) : parsed.problems)
      if (!isFollowUp(problem))
        out.push(problemToDiagnostic(document, pointer, problem, parsed.ok ? 'warning' : 'error'));
    return parsed.ok ? parsed.spec : undefined;
  }
}

/** What is written, with values of the right types and refs resolved. */
export function link(
  kind: Kind,
  mended: Json,
  mendedExpanded: Json,
  scope: SharedScope,
  report: (mistake: Mistake) => void,
): JsonObject {
  const { value: typed, mistakes } = coerce(mended, mendedExpanded, schemaOf(kind).validate);
  for (const mistake of mistakes) report(mistake);
  const fitting = mistakes.reduce<Json>(
    (tree, mistake) => withEdits(tree, [{ pointer: mistake.pointer, value: STAND_IN }]),
    typed,
  );
  return kind.refs.reduce((tree, ref) => resolveRef(tree, ref, scope, report), fitting as JsonObject);
}

/** A map of free keys may hold one that is called `secret`; a schema that knows the field, or nothing at all, means a secret. */
export function namesSecret(schema: JsonObject, pointer: string): boolean {
  const about = schemasAt(schema, splitPointer(pointer));
  const knows = about.some(({ properties }) => isObject(properties) && Object.hasOwn(properties, 'secret'));
  return (
    knows || !about.some(({ additionalProperties }) => isObject(additionalProperties) || additionalProperties === true)
  );
}

function allowedIn(common: JsonObject): readonly PointerPattern[] {
  const lifecycle = common['lifecycle'];
  return isObject(lifecycle) ? ((lifecycle['allowSecrets'] ?? []) as readonly PointerPattern[]) : [];
}

function adoptedId(common: JsonObject, scope: UseScope, report: (mistake: Mistake) => void): string | undefined {
  const written = common['import'];
  if (!isObject(written) || typeof written['id'] !== 'string') return undefined;
  const id = expand(written['id'], '/import/id', scope, report);
  if (holdsStandIn(id)) return undefined;
  if (typeof id === 'string' && id.trim() !== '') return id;
  report({
    pointer: '/import/id',
    code: 'D_WRONG_VALUE',
    message: `the id to import must be known now, found ${quoteValue(written['id'])}`,
    hint: `write the id itself, or a \${var.NAME} that holds it`,
  });
  return undefined;
}
