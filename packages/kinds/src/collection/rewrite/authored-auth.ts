// Rewrites the auth of a collection that stands in the desired file.
import {
  equalTrees,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Left,
  type RewriteInput,
} from '@postform/engine';
import { authoredOf, fixedBy, isLater } from '../../kind-tools/authored.ts';
import { objectAt, present, textAt } from '../../kind-tools/trees.ts';
import { AUTH_METHODS } from '../format/auth-methods.ts';
import { redactCollection } from '../spec/redact.ts';
import type { RewrittenPart } from './authored-variables.ts';

/** The parameters of the new auth, in the form of the map or list that stands there. */
export function rewriteAuth(input: RewriteInput): RewrittenPart {
  if (input.after['auth'] === undefined) return { authored: undefined, left: [] };
  const authored = objectAt(input.authored, 'auth');
  const [before, after] = [objectAt(input.before, 'auth'), objectAt(input.after, 'auth')];
  const type = textAt(after, 'type') ?? '';
  const isSame = type === before['type'];
  if (!isSame && fixedBy(authored['type']) !== undefined)
    return { authored, left: [{ pointer: '/auth', why: 'use', at: '/auth/type' }] };
  const isPlain = Object.keys(after).every((key) => key === 'type' || key === type);
  if (!Object.hasOwn(AUTH_METHODS, type) || !isPlain) return { authored, left: [{ pointer: '/auth', why: 'form' }] };
  const there = isSame ? authored[type] : undefined;
  const { made, left } = rewriteParameters(input, type, there, isSame ? valuesIn(before[type]) : new Map());
  const parameters = made.size === 0 ? undefined : inFormOf(there, made);
  const rest = isSame ? authored : { type };
  return { authored: present({ ...rest, [type]: parameters }), left };
}

function rewriteParameters(
  { after, keepSecrets }: RewriteInput,
  type: string,
  there: Json | undefined,
  before: ReadonlyMap<string, Json>,
): { readonly made: ReadonlyMap<string, Json>; readonly left: readonly Left[] } {
  const seal = (): Json => ({ $deferred: 'secret', name: '' });
  const shown = keepSecrets === true ? after : redactCollection(after, seal);
  const hidden = valuesIn(objectAt(shown, 'auth')[type]);
  const left: Left[] = [];
  const made = new Map<string, Json>();
  for (const [index, [key, value]] of [...valuesIn(objectAt(after, 'auth')[type])].entries()) {
    const current = parameterIn(there, key);
    const isKept = current !== undefined && equalTrees(before.get(key), value);
    const fixed = isKept ? undefined : fixedBy(current?.authored);
    const isHidden = !isKept && fixed === undefined && isLater(hidden.get(key)) && (current?.authored ?? '') === '';
    const pointer = joinPointer('auth', type, String(index), 'value');
    if (fixed !== undefined) left.push({ pointer, why: fixed, at: joinPointer('auth', type, ...current!.at) });
    if (isHidden) left.push({ pointer, why: 'secret' });
    made.set(key, isKept || fixed !== undefined ? current!.authored : isHidden ? '' : authoredOf(value));
  }
  return { made, left };
}

function valuesIn(parameters: Json | undefined): ReadonlyMap<string, Json> {
  const entries = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  return new Map(entries.map((entry) => [textAt(entry, 'key') ?? '', entry['value'] ?? '']));
}

function parameterIn(
  there: Json | undefined,
  key: string,
): { readonly authored: Json; readonly at: readonly string[] } | undefined {
  if (Array.isArray(there)) {
    const index = there.findIndex((entry: Json) => isObject(entry) && entry['key'] === key);
    return index < 0
      ? undefined
      : { authored: (there[index] as JsonObject)['value'] ?? '', at: [String(index), 'value'] };
  }
  return isObject(there) && Object.hasOwn(there, key) ? { authored: there[key]!, at: [key] } : undefined;
}

function inFormOf(there: Json | undefined, made: ReadonlyMap<string, Json>): Json {
  if (!Array.isArray(there)) {
    const kept = isObject(there) ? Object.keys(there).filter((key) => made.has(key)) : [];
    return Object.fromEntries([...new Set([...kept, ...made.keys()])].map((key) => [key, made.get(key)!]));
  }
  const entries = there.filter(isObject).filter((entry) => made.has(textAt(entry, 'key') ?? ''));
  const known = new Set(entries.map((entry) => entry['key']));
  return [
    ...entries.map((entry) => ({ ...entry, value: made.get(textAt(entry, 'key') ?? '')! })),
    ...[...made].filter(([key]) => !known.has(key)).map(([key, value]) => ({ key, value })),
  ];
}
