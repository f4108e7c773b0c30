// Room: uses in a resource become values: strings, or late nodes for what other resources will know.
import {
  addressOf,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Late,
  NAME_PATTERN,
  type Pointer,
} from '@postform/engine';
import { suggest } from './nearest.ts';
import { splitTemplate } from './template.ts';
import { shown } from './text.ts';

/** What uses may refer to. `knownKinds` maps each kind to its attributes; `declares` says whether a resource stands in the files. */
export interface Scope {
  readonly vars: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file, or why there is none. */
  readonly fileText: (
    path: string,
  ) =>
    | { readonly ok: true; readonly text: string }
    | { readonly ok: false; readonly message: string; readonly hint: string };
  readonly attributesOf: (kind: string) => readonly string[] | undefined;
  readonly kindNames: readonly string[];
  /** Names of the resources of a kind; undefined where some file could not be read, so that nobody can know. */
  readonly namesOf: (kind: string) => readonly string[] | undefined;
  readonly hasResource: (kind: string, name: string) => boolean;
  readonly secrets: readonly string[];
  /** Whether an object with the only key `secret` at this pointer names a secret, rather than being a map with that key. */
  readonly mayBeSecret: (pointer: Pointer) => boolean;
}

export interface Mistake {
  readonly pointer: Pointer;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** The piece of text that is wrong, for a place inside a scalar. */
  readonly raw?: string;
}

/** The tree with all uses replaced. Mistakes go to `report`; their places hold the empty string. */
export function expand(value: Json, pointer: Pointer, scope: Scope, report: (mistake: Mistake) => void): Json {
  if (typeof value === 'string') return value.includes('$') ? expandText(value, pointer, scope, report) : value;
  if (Array.isArray(value)) return value.map((item: Json, index) => expand(item, `${pointer}/${index}`, scope, report));
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value['secret'] === 'string' && scope.mayBeSecret(pointer))
    return secretNode(value['secret'], pointer, scope, report);
  const copy: Record<string, Json> = {};
  for (const key of keys) copy[key] = expand(value[key]!, pointer + joinPointer(key), scope, report);
  return copy;
}

function secretNode(name: string, pointer: Pointer, scope: Scope, report: (mistake: Mistake) => void): JsonObject {
  if (!scope.secrets.includes(name))
    report({
      pointer: `${pointer}/secret`,
      code: 'D_SECRET_UNLISTED',
      message: `the secret ${shown(name)} is not listed in the project file, and only listed secrets are uploaded`,
      hint: `${suggest(name, scope.secrets, 'no secret is listed')}; to consent to its upload, add it under "secrets:" as ${name}: { env: NAME }`,
    });
  return { $late: 'secret', name } satisfies Late;
}

function expandText(template: string, pointer: Pointer, scope: Scope, report: (mistake: Mistake) => void): Json {
  const parts: Json[] = [];
  for (const part of splitTemplate(template)) {
    if (part.type === 'text') parts.push(part.text);
    else if (part.type === 'use') parts.push(use(part.inner, part.raw, pointer, scope, report));
    else
      report({
        pointer,
        code: 'D_INTERPOLATION',
        message: `\${ is never closed: ${shown(part.raw)}`,
        hint: 'add the }, or write $${ for a literal ${',
        raw: part.raw,
      });
  }
  const merged: Json[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  const solid = merged.filter((part) => part !== '');
  if (solid.length === 0) return '';
  return solid.length === 1 ? solid[0]! : { $late: 'text', parts: solid };
}

function use(inner: string, raw: string, pointer: Pointer, scope: Scope, report: (mistake: Mistake) => void): Json {
  const fail = (code: string, message: string, hint: string): Json => {
    report({ pointer, code, message, hint, raw });
    return '';
  };
  const dot = inner.indexOf('.');
  const source = dot === -1 ? inner : inner.slice(0, dot);
  const rest = dot === -1 ? '' : inner.slice(dot + 1);
  const sources = ['var', 'env', 'file', ...scope.kindNames];
  if (source === 'secret' && rest !== '')
    return fail(
      'D_INTERPOLATION',
      `${raw} is not how a secret is written`,
      `write the whole value as { secret: ${rest} }`,
    );
  if (!sources.includes(source))
    return fail(
      'D_INTERPOLATION',
      `${raw} does not say where the value comes from`,
      `${suggest(source, sources)} Write \${var.NAME}, \${env.NAME}, \${file.PATH} or \${KIND.NAME.ATTRIBUTE}; $\${ is a literal \${`,
    );
  if (rest === '') return fail('D_INTERPOLATION', `${raw} names nothing`, `write \${${source}.NAME}`);
  if (source === 'var') {
    if (Object.hasOwn(scope.vars, rest)) return scope.vars[rest]!;
    return fail(
      'D_VAR_UNKNOWN',
      `the variable ${shown(rest)} is not set`,
      `${suggest(rest, Object.keys(scope.vars), 'no variable is set')}; set it under "vars:" in the project file or with --var ${rest}=…`,
    );
  }
  if (source === 'env') {
    const value = Object.hasOwn(scope.env, rest) ? scope.env[rest] : undefined;
    return (
      value ?? fail('D_ENV_UNSET', `the environment variable ${rest} is not set`, `set ${rest} before running Postform`)
    );
  }
  if (source === 'file') {
    const read = scope.fileText(rest);
    return read.ok ? read.text : fail('D_FILE_UNREADABLE', read.message, read.hint);
  }
  return attribute(source, rest, raw, scope, fail);
}

function attribute(
  kind: string,
  rest: string,
  raw: string,
  scope: Scope,
  fail: (code: string, message: string, hint: string) => Json,
): Json {
  const [name = '', attributeName = '', ...more] = rest.split('.');
  const attributes = scope.attributesOf(kind) ?? [];
  if (!new RegExp(NAME_PATTERN).test(name) || attributeName === '' || more.length > 0)
    return fail(
      'D_INTERPOLATION',
      `${raw} does not name an attribute of a resource`,
      `write \${${kind}.${name || 'NAME'}.${attributes[0] ?? 'id'}}; attributes: ${attributes.join(', ')}`,
    );
  const names = scope.namesOf(kind);
  if (!scope.hasResource(kind, name) && names !== undefined)
    return fail(
      'D_REF_UNKNOWN',
      `there is no ${addressOf(kind, name)} in the desired files`,
      suggest(name, names, `no ${kind} is declared`),
    );
  if (!attributes.includes(attributeName))
    return fail(
      'D_ATTRIBUTE_UNKNOWN',
      `a ${kind} has no attribute ${shown(attributeName)}`,
      suggest(attributeName, attributes),
    );
  return { $late: 'ref', address: addressOf(kind, name), attribute: attributeName } satisfies Late;
}
