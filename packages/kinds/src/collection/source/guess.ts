// Guesses what a file is when it is not a collection, so that the message can say so.
import { isObject, type Json } from '@postform/engine';

/** What the file seems to be, for people, and what to do; undefined for a collection of format 2.x, however faulty. */
export function otherFormat(value: Json): { readonly seems: string; readonly remedy: string } | undefined {
  if (!isObject(value)) return { seems: describeType(value), remedy: EXPORT };
  if (typeof value['openapi'] === 'string' || typeof value['swagger'] === 'string') {
    return { seems: 'an OpenAPI document', remedy: `Import it into Postman first. ${EXPORT}` };
  }
  if (Array.isArray(value['requests'])) {
    return { seems: 'a collection of format 1', remedy: `Import it into Postman first. ${EXPORT}` };
  }
  if (Array.isArray(value['values']) && value['item'] === undefined) {
    const scope = value['_postman_variable_scope'] === 'globals' ? 'exported globals' : 'an exported environment';
    return { seems: scope, remedy: 'Name it as `source` of an environment instead.' };
  }
  if (isObject(value['info']) || value['item'] !== undefined) return undefined;
  const keys = Object.keys(value);
  const shownValue = keys.slice(0, 5).map((key) => `\`${key.slice(0, 40)}\``);
  return {
    seems: keys.length === 0 ? 'an empty object' : `something else: it has ${shownValue.join(', ')}`,
    remedy: EXPORT,
  };
}

const EXPORT = 'Export the collection from Postman as Collection v2.1 (JSON).';

function describeType(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
