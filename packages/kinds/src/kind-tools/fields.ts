// A kind whose resources have a fixed set of fields, each of them one leaf: what follows from the fields is filled in.
import {
  type Detail,
  getAt,
  type JsonObject,
  type Kind,
  type Leaf,
  type LeafChange,
  type Line,
  type Pointer,
} from '@postform/engine';
import { attributesIn, stampIn } from './reply.ts';
import { rewriteFields } from './rewrite-fields.ts';
import { inSpecOrder, showChange, showPath } from './show.ts';

type Filled =
  | 'writeOnly'
  | 'immutable'
  | 'deferrable'
  | 'isSensitive'
  | 'owns'
  | 'leaves'
  | 'rewrite'
  | 'attributesOf'
  | 'stampOf'
  | 'describe';

/** What such a kind says itself. `noteOn` adds a remark behind the line of a change. */
export type FieldKind = Omit<Kind, Filled> & Partial<Pick<Kind, Filled>> & { noteOn?(change: LeafChange): string };

/** Anything filled in can be said by the kind itself instead. Attributes are fields of the object, by the same names. */
export function fieldKind({ noteOn, ...own }: FieldKind): Kind {
  const leaves = (spec: JsonObject) =>
    fieldLeaves(
      spec,
      own.leafPaths.map(({ at }) => at),
    );
  return {
    immutable: [],
    writeOnly: [],
    deferrable: [],
    isSensitive: () => false,
    owns: () => [],
    leaves,
    rewrite: (input) => rewriteFields(own, input),
    attributesOf: (remote) => attributesIn(remote, Object.keys(own.attributes)),
    stampOf: stampIn,
    describe: (changes, before, after, detail) =>
      inSpecOrder(changes, leaves, before, after).map((change) => fieldLine(change, noteOn?.(change), detail)),
    ...own,
  };
}

function fieldLine({ pointer, before, after }: LeafChange, note = '', detail?: Detail): Line {
  return showChange(showPath(pointer), before, after, note, detail);
}

/** One leaf for each of these pointers at which there is a value, in this order. */
export function fieldLeaves(spec: JsonObject, pointers: readonly Pointer[]): readonly Leaf[] {
  return pointers.flatMap((pointer) => {
    const value = getAt(spec, pointer);
    return value === undefined ? [] : [{ pointer, value }];
  });
}
