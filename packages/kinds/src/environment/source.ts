// Reads environment and globals files as Postman exports them, of any age, into a list of variables.

import {
  type Files,
  getAt,
  isObject,
  type Json,
  type JsonFile,
  type JsonObject,
  type Pointer,
  type Problem,
} from '@postform/engine';
import type { Reader } from '../kind-tools/scalars.ts';
import { present } from '../kind-tools/trees.ts';
import { LONGEST_DESCRIPTION } from './schema.ts';
import { isPlainType, modelled, TYPES } from './values.ts';

export interface Source {
  readonly name: Json | undefined;
  readonly values: readonly JsonObject[];
  /** True where the file could not be read, so that its name is not missed as well. */
  readonly failed: boolean;
}

const FAILED: Source = { name: undefined, values: [], failed: true };

/** Where the environment is in a file: the body saved from GET /environments/{id} is `{ environment: … }`. */
export function rootOf(file: Json): Pointer {
  return isObject(file) && isObject(file['environment']) ? '/environment' : '';
}

export function readSource(reader: Reader, files: Files, path: string): Source {
  const result = files.json(path);
  if (!result.ok) {
    reader.problems.push({ pointer: '/source', ...result.problem });
    return FAILED;
  }
  const at = rootOf(result.value);
  const root = getAt(result.value, at)!;
  if (!isObject(root) || !Array.isArray(root['values'])) {
    reader.problems.push({
      code: 'D_ENVIRONMENT_SOURCE',
      message: `${path} is not an exported environment: ${seeming(root)}.`,
      hint: 'An environment or globals file that Postman exports is a JSON object with a list `values`.',
      place: result.place(at),
    });
    return FAILED;
  }
  const before = reader.problems.length;
  const values = root['values'].flatMap((value: Json, index: number) =>
    readValue(reader, value, result, `${at}/values/${index}`),
  );
  return { name: root['name'], values, failed: reader.problems.length > before };
}

function seeming(root: Json): string {
  if (!isObject(root)) return `it holds ${Array.isArray(root) ? 'a list' : 'no object'}`;
  const inner = isObject(root['collection']) ? root['collection'] : root;
  if (isObject(inner['info']) || Array.isArray(inner['item']) || Array.isArray(inner['requests']))
    return 'it seems to be a collection';
  if (root['openapi'] !== undefined || root['swagger'] !== undefined) return 'it seems to be an OpenAPI description';
  return 'it has no list `values`';
}

function readValue(reader: Reader, value: Json, file: JsonFile, pointer: string): readonly JsonObject[] {
  const complain = (message: string, hint: string, below = '') => {
    reader.problems.push({ code: 'D_ENVIRONMENT_SOURCE', message, hint, place: file.place(pointer + below) });
    return [];
  };
  if (value === null) {
    const hint = 'An entry that is null is left out. Remove it, or write what it was.';
    warn(reader, { message: 'This variable is null.', hint, place: file.place(pointer) });
    return [];
  }
  if (!isObject(value) || typeof value['key'] !== 'string')
    return complain('This variable has no key.', 'Write a variable as { "key": "host", "value": "example.com" }.');
  const { type, enabled } = value;
  if (type !== undefined && type !== null && typeof type !== 'string')
    return complain(`The type of \`${value['key']}\` is no text.`, `Write ${TYPES.join(' or ')}.`, '/type');
  if (enabled !== undefined && enabled !== null && typeof enabled !== 'boolean')
    return complain(`\`enabled\` of \`${value['key']}\` is no switch.`, 'Write true or false.', '/enabled');
  if (!isPlainType(type) && !TYPES.includes(type as string))
    warn(reader, { ...unknownType(value['key'], type as string), place: file.place(`${pointer}/type`) });
  const description = textOf(value['description']);
  if (description !== undefined && description.length > LONGEST_DESCRIPTION)
    return complain(
      `The description of \`${value['key']}\` has ${description.length} characters.`,
      `Postman takes at most ${LONGEST_DESCRIPTION}.`,
      '/description',
    );
  return [modelled(present({ ...value, value: valueText(value['value']) }))];
}

function warn(reader: Reader, problem: Omit<Problem, 'code'>): void {
  reader.warnings?.push({ code: 'D_ENVIRONMENT_SOURCE', ...problem });
}

/** What is said of a type that the API does not document. */
export function unknownType(key: string, type: string): { readonly message: string; readonly hint: string } {
  const hint = `Postman documents ${TYPES.join(' and ')}. It is sent as it is.`;
  return { message: `The type of \`${key}\` is ${JSON.stringify(type)}, which Postform does not know.`, hint };
}

/** A description is text, or in exports up to Postman 6 an object `{ content, type }`. */
export function textOf(description: Json | undefined): string | undefined {
  const text = isObject(description) ? description['content'] : description;
  return typeof text === 'string' ? text : undefined;
}

/** The API takes text only, old exports hold any JSON: scalars become the text that stands for them, trees JSON text. */
export function valueText(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
