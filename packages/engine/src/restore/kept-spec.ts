// Reads a kept copy: the spec that it holds, and what it does not hold because it was hidden.
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Kind, normalize } from '../model/kind.ts';
import { getAt, matchesAny, type Pointer, setAt } from '../model/pointer.ts';

/** A copy as it lies in the folder for overwritten bodies. */
export interface Kept {
  /** As far as the copy says it: the address, id and workspace of the object. */
  readonly address: string;
  readonly id: string;
  readonly workspace?: string;
  /** True where `***` may stand for a secret. */
  readonly isRedacted: boolean;
  readonly body: JsonObject;
}

/** What can be put back: the spec without the leaves that hold something hidden, and these leaves. */
export interface KeptSpec {
  readonly spec: JsonObject;
  readonly hidden: readonly Pointer[];
}

const HIDDEN = /\(hidden(?:, fingerprint [^)]*)?\)/;

/** `isNew`: nothing is there yet, so what only an update can set is left out; else what no update can change is. */
export function keptSpec(kind: Kind, { body, isRedacted }: Kept, isNew: boolean): KeptSpec {
  let spec = normalize(kind, kind.fromRemote(body, {}).spec);
  for (const { pointer } of kind.refs) {
    const named = getAt(body, pointer);
    if (getAt(spec, pointer) === undefined && typeof named === 'string') spec = without(spec, pointer, named);
  }
  const fixed = isNew ? (kind.createOmits ?? []) : kind.immutable;
  const hidden: Pointer[] = [];
  for (const { pointer, value } of kind.leaves(spec)) {
    const isHidden = holdsHidden(value, isRedacted);
    if (isHidden) hidden.push(pointer);
    if (isHidden || matchesAny(pointer, fixed) || matchesAny(pointer, kind.writeOnly)) spec = without(spec, pointer);
  }
  return { spec, hidden };
}

function without(spec: JsonObject, pointer: Pointer, instead?: Json): JsonObject {
  return setAt(spec, pointer, instead) as JsonObject;
}

/** Whether a text of it stands for something that was hidden. */
export function holdsHidden(value: Json, isRedacted: boolean): boolean {
  if (typeof value === 'string') return HIDDEN.test(value) || (isRedacted && value.includes('***'));
  if (Array.isArray(value)) return value.some((one) => holdsHidden(one, isRedacted));
  return isObject(value) && Object.entries(value).some((pair) => pair.some((one) => holdsHidden(one, isRedacted)));
}
