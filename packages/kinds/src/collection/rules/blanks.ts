// Rules about what is empty. A server may leave it out, and it says no more than what is not there.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { changeEach, isBlank, isEmptyObject, withoutBlanks } from '../../kind-tools/trees.ts';
import { AUTH, BODY, CALL, COLLECTION, EXAMPLE, PARAMETER, SCRIPT } from '../spec/places.ts';
import { onField, onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

const OPEN = 'no document says that a server keeps it.';

export const parameterBlank = placedRule({
  name: 'parameter-blank',
  why: `A header, parameter, field or variable says nothing by a further field that is empty, and ${OPEN}`,
  changes: [onPart(PARAMETER, (part) => withoutBlanks(part, ['key', 'value', 'description', 'src']))],
});

export const authBlank = placedRule({
  name: 'auth-blank',
  why: `A method of auth without parameters is given by its type alone; an empty list beside it says no more, and ${OPEN}`,
  changes: [onPart(AUTH, (auth) => withoutBlanks(auth, ['type']))],
});

/** What each mode sends where its content is not given. */
const CONTENT: JsonObject = { raw: '', urlencoded: [], formdata: [], file: {}, graphql: {} };

/** Empty content of another mode goes; that of the body's own mode is always there. */
export const bodyContent = placedRule({
  name: 'body-content',
  why: `A body whose mode has no content is empty, whether it says so or not (v2.1 schema, body), and ${OPEN}`,
  changes: [
    onPart(BODY, (body) => {
      const mode = typeof body['mode'] === 'string' ? body['mode'] : '';
      const rest = withoutBlanks(body, [mode]);
      return Object.hasOwn(CONTENT, mode) && rest[mode] === undefined ? { ...rest, [mode]: CONTENT[mode]! } : rest;
    }),
  ],
});

export const scriptFields = placedRule({
  name: 'script-fields',
  why: `A script without lines, source or name does and says nothing by their emptiness, and ${OPEN}`,
  changes: [onPart(SCRIPT, (script) => withoutBlanks(script, ['packages', 'requests']))],
});

export const exampleBlank = placedRule({
  name: 'example-blank',
  why: `An example with an empty body, status or preview shows what one without them shows, and ${OPEN}`,
  changes: [onPart(EXAMPLE, (example) => withoutBlanks(example, ['name', 'originalRequest', 'header', 'cookie']))],
});

export const connectionBlank = placedRule({
  name: 'connection-blank',
  why: `A request without a certificate or a proxy of its own says no more by an empty one, and ${OPEN}`,
  changes: ['certificate', 'proxy'].map((key) => onField(CALL, key, (part) => (isBlank(part) ? undefined : part))),
});

/** What such a key holds is compared as it is: nobody knows what an empty value means deeper down. */
export const extraBlank = placedRule({
  name: 'extra-blank',
  why: `A key outside the format that is empty says nothing, and ${OPEN}`,
  changes: [
    onField(COLLECTION, 'extra', (extra: Json) => {
      const rest = isObject(extra) ? withoutBlanks(changeEach(extra, (keys) => withoutBlanks(keys))) : extra;
      return isEmptyObject(rest) ? undefined : rest;
    }),
  ],
});
