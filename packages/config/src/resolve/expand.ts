// Replaces uses in a resource by values: texts, or deferred values for what other resources will know.
import { type DeferredValue, isObject, type Json, type JsonObject, joinPointer, type Pointer } from '@postform/engine';
import { quoteValue, suggest } from '../files/wording.ts';
import { STAND_IN } from '../schema/stand-in.ts';
import type { Mistake } from '../yaml/mistakes.ts';
import type { UseScope } from './scope.ts';
import { splitTemplate } from './template.ts';
import { resolveUse } from './uses.ts';

/** The tree with all uses replaced; the same tree where it holds none. Mistakes go to `report`; a stand-in takes their places. */
export function expand(value: Json, pointer: Pointer, scope: UseScope, report: (mistake: Mistake) => void): Json {
  if (typeof value === 'string') return value.includes('$') ? expandText(value, pointer, scope, report) : value;
  if (Array.isArray(value)) {
    const list = value.map((item: Json, index) => expand(item, `${pointer}/${index}`, scope, report));
    return list.some((item, index) => item !== value[index]) ? list : value;
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value['secret'] === 'string' && scope.mayBeSecret(pointer))
    return secretNode(value['secret'], pointer, scope, report);
  const copy: [string, Json][] = [];
  let isSame = true;
  for (const key of keys) {
    if (key.includes('${'))
      report({
        pointer: pointer + joinPointer(key),
        code: 'D_INTERPOLATION',
        message: `\${…} is not understood in a key: ${quoteValue(key)}`,
        hint: 'write the key out, or leave it if the key is meant like that',
        atKey: true,
        severity: 'warning',
      });
    const expanded = expand(value[key]!, pointer + joinPointer(key), scope, report);
    isSame &&= expanded === value[key];
    copy.push([key, expanded]);
  }
  return isSame ? value : Object.fromEntries(copy);
}

function secretNode(name: string, pointer: Pointer, scope: UseScope, report: (mistake: Mistake) => void): JsonObject {
  if (scope.secrets !== undefined && !scope.secrets.includes(name))
    report({
      pointer: `${pointer}/secret`,
      code: 'D_SECRET_UNLISTED',
      message: `the secret ${quoteValue(name)} is not listed in the project file, and only listed secrets are uploaded`,
      hint: `${suggest(name, scope.secrets, 'no secret is listed')} To consent to its upload, write ${name}: { env: NAME } under "secrets:" there`,
    });
  return { $deferred: 'secret', name } satisfies DeferredValue;
}

function expandText(template: string, pointer: Pointer, scope: UseScope, report: (mistake: Mistake) => void): Json {
  const parts: Json[] = [];
  for (const part of splitTemplate(template)) {
    if (part.type === 'text') parts.push(part.text);
    else if (part.type === 'use')
      parts.push(resolveUse(part.inner, part.raw, scope, (mistake) => report({ ...mistake, pointer, raw: part.raw })));
    else {
      parts.push(STAND_IN);
      report({
        pointer,
        code: 'D_INTERPOLATION',
        message: `\${ is never closed: ${quoteValue(part.raw)}`,
        hint: 'add the }, or write $${ for a literal ${',
        raw: part.raw,
      });
    }
  }
  const merged: Json[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  const solid = merged.filter((part) => part !== '');
  if (solid.length === 0) return '';
  return solid.length === 1 ? solid[0]! : { $deferred: 'text', parts: solid };
}
