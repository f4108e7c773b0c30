// A thing between what is written in a desired file and its spec. What is not written is not in the spec.
import type { Kind, Parsed, ParseInput } from '@postform/engine';
import { type Reader, readName } from '../kind-tools/scalars.ts';
import { present } from '../kind-tools/trees.ts';

export function parseThing({ written }: ParseInput): Parsed {
  const reader: Reader = { problems: [] };
  const spec = present({ name: readName(reader, written['name'], 'thing'), description: written['description'] });
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, spec };
}

/** Spec and written form are the same. */
export const writeThing: Kind['write'] = (spec) => ({ written: spec, files: {} });
