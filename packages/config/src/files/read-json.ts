// Reads JSON text into a value, or reports the place where it stops being JSON.
import { type FileResult, type Json, type JsonFile, measureJson } from '@postform/engine';
import { type JsonLoss, jsonLosses } from './json-losses.ts';
import { jsonMistake, offsetsIn } from './json-places.ts';
import { problem } from './paths.ts';
import { type Lines, lineStartsOf } from './text.ts';
import { quoteValue } from './wording.ts';

/** Measured on the text, before anybody walks through it. */
const MAX_JSON_DEPTH = 512;

/**
 * JSON with the offset, line and column of what is wrong with it. What JSON.parse would drop without a word is wrong,
 * too. `file` is for the places only.
 */
export function parseJson(text: string, file: string): FileResult<JsonFile> {
  const lines = lineStartsOf(text);
  const { depth, tooDeepAt } = measureJson(text, MAX_JSON_DEPTH);
  if (tooDeepAt !== undefined)
    return problem(
      'D_JSON_SYNTAX',
      `${file} nests ${depth} levels deep, and Postform reads ${MAX_JSON_DEPTH}`,
      'take folders, or what else nests here, out of each other, and export the file again',
      { file, ...lines(tooDeepAt) },
    );
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    const mistake = jsonMistake(text) ?? { offset: 0, what: String((error as Error).message) };
    const { line, column } = lines(mistake.offset);
    const around = text.slice(mistake.offset, mistake.offset + 20).split('\n')[0] ?? '';
    return problem(
      'D_JSON_SYNTAX',
      `${file} is not JSON: ${mistake.what} at offset ${mistake.offset}, line ${line}, column ${column}${around === '' ? '' : ` (${quoteValue(around)})`}`,
      remedyOf(text),
      { file, line, column },
    );
  }
  const losses = jsonLosses(text);
  const [first] = losses;
  if (first !== undefined) {
    const { message, hint } = wordsOf(first, lines);
    const more = losses.length === 1 ? '' : ` (${losses.length - 1} more like this in the file)`;
    return problem(first.code, message + more, hint, { file, ...lines(first.offset) });
  }
  const offsetOf = offsetsIn(text);
  return { ok: true, value, place: (pointer) => ({ file, ...lines(offsetOf(pointer)) }) };
}

/** What Git does to JSON files is reported by its cause. */
function remedyOf(text: string): string {
  if (text.trim() === '') return 'the file is empty';
  if (/^version https:\/\/git-lfs\.github\.com\//.test(text)) return 'this is a pointer of Git LFS: run git lfs pull';
  if (/^<{7} /m.test(text)) return 'a merge conflict is not resolved here: keep one side, and take out the marks';
  return 'correct the file, or export it again';
}

function wordsOf({ code, raw, first }: JsonLoss, lines: Lines): { readonly message: string; readonly hint: string } {
  if (code === 'D_JSON_DUPLICATE_KEY') {
    const { line, column } = lines(first ?? 0);
    return {
      message: `${quoteValue(JSON.parse(raw))} is written twice in one object, first at line ${line}, column ${column}`,
      hint: 'keep one of the two: JSON readers silently drop the first',
    };
  }
  if (code === 'D_JSON_NUMBER')
    return {
      message: `the number ${cut(raw)} would be read as ${Number(raw)}`,
      hint: `write it as text to keep its digits: "${cut(raw)}"`,
    };
  return {
    message: `${quoteValue(JSON.parse(raw))} contains half of a character, which UTF-8 cannot encode`,
    hint: 'write both halves of the escape (\\ud83d\\ude00), or remove the one',
  };
}

function cut(raw: string): string {
  return raw.length <= 60 ? raw : `${raw.slice(0, 57)}…`;
}
