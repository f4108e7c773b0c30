// Rules about what a key holds: an empty text where nothing is said, and in forms a text or a file.
import type { JsonObject } from '@postform/engine';
import { isBlank, isEmptyObject, without } from '../../kind-tools/trees.ts';
import { AUTH_METHOD, below, ENTRIES, FORM_DATA, FORM_FIELD, HEADER, VARIABLES } from '../spec/places.ts';
import { onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

/** Query parameters are left alone: `?a=` has a value and `?a` has none. A vault's variable and a file have none either. */
export const valueBlank = placedRule({
  name: 'value-blank',
  why: 'What has no value is sent as an empty text; the API requires `value` of headers only (Postman OpenAPI 1.45.0, getCollection), so a server may leave an empty one out elsewhere.',
  changes: [onPart([...HEADER, ...FORM_FIELD, ...VARIABLES, ...below(AUTH_METHOD, ENTRIES)], fillValue)],
});

function fillValue(part: JsonObject): JsonObject {
  const hasNone = part['src'] !== undefined || part['source'] !== undefined || part['type'] === 'file';
  return part['value'] !== undefined || hasNone ? part : { ...part, value: '' };
}

export const formType = placedRule({
  name: 'form-type',
  why: 'A field of a form is text or a file (v2.1 schema, formdata): it is a file where it has a source. A file not yet chosen is an empty list, as the apps write it.',
  changes: [onPart(FORM_DATA, fieldOf)],
});

function fieldOf(field: JsonObject): JsonObject {
  const { type, src } = field;
  const isFile = type === 'file' || (type === undefined && src !== undefined);
  if (isFile) {
    const list = src === undefined || src === '' || isEmptyObject(src) ? [] : src;
    return list === src && type === 'file' ? field : { ...field, type: 'file', src: list };
  }
  const rest = isBlank(src) ? without(field, ['src']) : field;
  return type === undefined ? { ...rest, type: 'text' } : rest;
}
