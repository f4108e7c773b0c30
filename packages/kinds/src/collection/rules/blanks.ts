// Room: rules about what is empty. A server may leave it out, and it says no more than what is not there.
import { isObject, type Json, type JsonObject, type Rule } from '@postform/engine';
import { changeEach, changeKey, isEmptyObject, withoutBlanks, withoutDeepBlanks } from '../json.ts';
import { eachAuth, eachCall, eachExample, eachOwner, eachParameter, eachScript } from '../walk.ts';

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
        const groups = ['options', 'file', 'graphql'].reduce(
          (all, key) => changeKey(all, key, withoutDeepBlanks),
          body,
        );
        const rest = withoutBlanks(groups, [mode]);
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

export const settingsBlank: Rule = {
  name: 'settings-blank',
  why: `A list of disabled headers, protocols or ciphers that is empty disables none, as its absence does, and ${OPEN}`,
  apply: (spec) =>
    eachOwner(spec, (owner) =>
      changeKey(owner, 'settings', (settings) => (isObject(settings) ? withoutBlanks(settings) : settings)),
    ),
};

export const connectionBlank: Rule = {
  name: 'connection-blank',
  why: `Certificates and proxies are described by fields that may be empty (v2.1 schema, certificate and proxy-config), and ${OPEN}`,
  apply: (spec) =>
    eachCall(spec, (call) =>
      ['certificate', 'proxy'].reduce(
        (changed, key) =>
          changeKey(changed, key, (part) => {
            const rest = withoutDeepBlanks(part);
            return isEmptyObject(rest) ? undefined : rest;
          }),
        call,
      ),
    ),
};

export const extraBlank: Rule = {
  name: 'extra-blank',
  why: `A key outside the format that is empty says nothing, and ${OPEN}`,
  apply: (spec) =>
    changeKey(spec, 'extra', (extra: Json) => {
      const rest = isObject(extra) ? withoutBlanks(changeEach(extra, (keys) => withoutDeepBlanks(keys))) : extra;
      return isEmptyObject(rest) ? undefined : rest;
    }),
};
