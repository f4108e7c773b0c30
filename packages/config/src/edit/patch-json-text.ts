// Applies an RFC 6902 patch to the text of a JSON file; what the patch does not name stays byte for byte.
import { type Json, measureJson } from '@postform/engine';
import { JsonEditor } from './json-editor.ts';
import { type PatchedText, patchText, type TextFormat, type TextOperation } from './patch-text.ts';
import { refuse } from './plain-tree.ts';

/** As deep as Postform reads. */
const MAX_DEPTH = 512;

/** A number whose digits JSON.parse drops, or a key that is written twice, is no obstacle: the last of equal keys is edited. */
export function patchJsonText(text: string, patch: readonly TextOperation[]): PatchedText {
  return patchText(text, patch, JSON_FORMAT);
}

const JSON_FORMAT: TextFormat<ReturnType<JsonEditor['take']>> = {
  maxDepth: MAX_DEPTH,
  read: readJson,
  edit: (text) => new JsonEditor(text),
};

function readJson(text: string): Json {
  const { depth, tooDeepAt } = measureJson(text, MAX_DEPTH);
  if (tooDeepAt !== undefined) refuse(`the text nests ${depth} levels deep, and Postform reads ${MAX_DEPTH}`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    return refuse(`the text is not JSON: ${(error as Error).message}`);
  }
}
