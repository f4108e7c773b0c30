// Applies an RFC 6902 patch to the text of a YAML file; comments, quotes and whatever the patch does not name stay.
import type { Json } from '@postform/engine';
import { readYaml } from '../yaml/read-yaml.ts';
import { MAX_DEPTH } from '../yaml/values.ts';
import { type PatchedText, patchText, type TextFormat, type TextOperation } from './patch-text.ts';
import { refuse } from './plain-tree.ts';
import { YamlEditor } from './yaml-editor.ts';

/** The text must read without a mistake. What an alias stands for is never changed through the alias. */
export function patchYamlText(text: string, patch: readonly TextOperation[]): PatchedText {
  return patchText(text, patch, YAML_FORMAT);
}

const YAML_FORMAT: TextFormat<ReturnType<YamlEditor['take']>> = {
  maxDepth: MAX_DEPTH,
  read: readTree,
  edit: (text, valueAt) => new YamlEditor(text, valueAt),
};

/** Null for a text that holds nothing. */
function readTree(text: string): Json {
  const { document, empty, diagnostics } = readYaml(text, '');
  const [first] = diagnostics;
  if (first !== undefined) refuse(`line ${first.place?.line ?? 1}: ${first.message}`);
  if (document === undefined ? !empty : document.isDamaged) refuse('something in the text cannot be read');
  return document?.value ?? null;
}
