// Rules about what a key holds: an empty text where nothing is said, and in forms a text or a file.
import { isObject, type JsonObject, type Rule } from '@postform/engine';
import { changeKey, changeList, isBlank, without } from '../../kind-tools/trees.ts';
import { eachAuthMethod, eachCall, eachFormField, eachHeader, eachVariable } from '../spec/walk.ts';

/** Query parameters are left alone: `?a=` has a value and `?a` has none. A vault's variable and a file have none either. */
export const valueBlank: Rule = {
  name: 'value-blank',
  why: 'What has no value is sent as an empty text; the API requires `value` of headers only (Postman OpenAPI 1.45.0, getCollection), so a server may leave an empty one out elsewhere.',
  apply: (spec) => {
    const parts = eachVariable(eachFormField(eachHeader(spec, fillValue), fillValue), fillValue);
    return eachAuthMethod(parts, (parameters) => changeList(parameters, fillValue));
  },
};

function fillValue(part: JsonObject): JsonObject {
  const hasNone = part['src'] !== undefined || part['source'] !== undefined || part['type'] === 'file';
  return part['value'] !== undefined || hasNone ? part : { ...part, value: '' };
}

export const formType: Rule = {
  name: 'form-type',
  why: 'A field of a form is text or a file (v2.1 schema, formdata): it is a file where it has a source. A file not yet chosen is an empty list, as the apps write it.',
  apply: (spec) =>
    eachCall(spec, (call) =>
      changeKey(call, 'body', (body) =>
        isObject(body) ? changeKey(body, 'formdata', (fields) => changeList(fields, fieldOf)) : body,
      ),
    ),
};

function fieldOf(field: JsonObject): JsonObject {
  const { type, src } = field;
  const isFile = type === 'file' || (type === undefined && src !== undefined);
  if (isFile) return { ...field, type: 'file', src: src === undefined || isBlank(src) ? [] : src };
  return { ...without(field, isBlank(src) ? ['src'] : []), type: type ?? 'text' };
}
