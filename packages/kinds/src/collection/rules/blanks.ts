// Rules about what is empty. A server may leave it out, and it says no more than what is not there.
import { isObject, type Json, type JsonObject, type Rule } from '@postform/engine';
import { changeEach, changeKey, isBlank, isEmptyObject, without, withoutBlanks } from '../../kind-tools/trees.ts';
import { eachAuth, eachCall, eachExample, eachParameter, eachScript } from '../spec/walk.ts';

const OPEN = 'no document says that a server keeps it.';

export const parameterBlank: Rule = {
  name: 'parameter-blank',
  why: `A header, parameter, field or variable says nothing by a further field that is empty, and ${OPEN}`,
  apply: (spec) => eachParameter(spec, (part) => withoutBlanks(part, ['key', 'value', 'description', 'src'])),
};

export const authBlank: Rule = {
  name: 'auth-blank',
  why: `A method of auth without parameters is given by its type alone; an empty list beside it says no more, and ${OPEN}`,
  apply: (spec) => eachAuth(spec, (auth) => withoutBlanks(auth, ['type'])),
};

/** What each mode sends where its content is not given. */
const CONTENT: JsonObject = { raw: '', urlencoded: [], formdata: [], file: {}, graphql: {} };

/** Empty content of another mode goes; that of the body's own mode is always there. */
export const bodyContent: Rule = {
  name: 'body-content',
  why: `A body whose mode has no content is empty, whether it says so or not (v2.1 schema, body), and ${OPEN}`,
  apply: (spec) =>
    eachCall(spec, (call) =>
      changeKey(call, 'body', (body) => {
        if (!isObject(body)) return body;
        const mode = typeof body['mode'] === 'string' ? body['mode'] : '';
        const rest = withoutBlanks(body, [mode]);
        return Object.hasOwn(CONTENT, mode) && rest[mode] === undefined ? { ...rest, [mode]: CONTENT[mode]! } : rest;
      }),
    ),
};

export const scriptFields: Rule = {
  name: 'script-fields',
  why: `A script without lines, source or name does and says nothing by their emptiness, and ${OPEN}`,
  apply: (spec) => eachScript(spec, (script) => withoutBlanks(script, ['packages', 'requests'])),
};

export const exampleBlank: Rule = {
  name: 'example-blank',
  why: `An example with an empty body, status or preview shows what one without them shows, and ${OPEN}`,
  apply: (spec) =>
    eachExample(spec, (example) => withoutBlanks(example, ['name', 'originalRequest', 'header', 'cookie'])),
};

export const connectionBlank: Rule = {
  name: 'connection-blank',
  why: `A request without a certificate or a proxy of its own says no more by an empty one, and ${OPEN}`,
  apply: (spec) =>
    eachCall(spec, (call) =>
      without(
        call,
        ['certificate', 'proxy'].filter((key) => isBlank(call[key])),
      ),
    ),
};

/** What such a key holds is compared as it is: nobody knows what an empty value means deeper down. */
export const extraBlank: Rule = {
  name: 'extra-blank',
  why: `A key outside the format that is empty says nothing, and ${OPEN}`,
  apply: (spec) =>
    changeKey(spec, 'extra', (extra: Json) => {
      const rest = isObject(extra) ? withoutBlanks(changeEach(extra, (keys) => withoutBlanks(keys))) : extra;
      return isEmptyObject(rest) ? undefined : rest;
    }),
};
