// Finds credentials in the text of a file that may be broken, by the names beside them.
import { namesCredential } from '@postform/engine';
import { credentialsIn } from './credentials.ts';

/** What separates a name from its value in JSON, in YAML, and in JSON within a JSON string. */
const TO_VALUE = String.raw`\\*["']?[ \t]*[:=][ \t]*`;
const ENTRY = new RegExp(String.raw`(?<name>[\w$.-]{2,60})${TO_VALUE}`, 'g');
const KEY = new RegExp(String.raw`\bkey${TO_VALUE}\\*["']?(?<name>[\w .$-]{1,60})`, 'gi');
/** Format 2.0; in 2.1 the parameters are a list. */
const API_KEY = new RegExp(String.raw`\bapikey${TO_VALUE}\{`, 'gi');
const TYPE_SECRET = new RegExp(String.raw`\btype${TO_VALUE}\\*["']?secret\b`, 'gi');
const VALUE = new RegExp(String.raw`\bvalue${TO_VALUE}`, 'gi');
const BLOCK = /(?<name>[\w$.-]{2,60})["']?[ \t]*:[ \t]*[|>][^\n]*\n(?<lines>(?:[ \t]+[^\n]*(?:\n|$))+)/g;
/** A value: quoted, quoted within a string, in single quotes, or bare up to the end of the line. */
const STANDS =
  /"(?<json>(?:[^"\\\n]|\\.){0,20000})"?|\\+"(?<inner>[^"\n]{0,20000}?)(?:\\+"|$)|'(?<single>(?:[^'\n]|''){0,20000})|(?<bare>[^\s"'\\{}[\]|>&*!,#][^\n]{0,2000})/my;

/** A JSON or YAML value that is not text, and what ends it. */
const NO_TEXT = /^(?:null|true|false|~)\s*(?:[,}\]#]|$)/i;

/** The greatest distance between entries of one map, and the name of its auth method. */
const REACH = 400;

/** Values of auth, of credential headers and parameters, and of variables of type secret, as written and decoded. */
export function writtenCredentials(text: string): readonly string[] {
  const entries = [...text.matchAll(ENTRY)]
    .filter(({ groups }) => namesCredential(groups!['name']))
    .map((entry) => ({ at: entry.index + entry[0].length, isReference: isReference(entry, text) }));
  const keys = [...text.matchAll(KEY)].filter(({ groups, index }) => {
    const isMethod = groups!['name'] === 'value' && /apikey/i.test(text.slice(Math.max(0, index - REACH), index));
    return isMethod || namesCredential(groups!['name']);
  });
  const beside = [...keys, ...text.matchAll(TYPE_SECRET), ...text.matchAll(API_KEY)].flatMap(({ index, 0: match }) =>
    valuesBeside(text, index, index + match.length),
  );
  const blocks = [...text.matchAll(BLOCK)].filter(({ groups }) => namesCredential(groups!['name']));
  return [
    ...entries.filter((entry) => !entry.isReference).flatMap(({ at }) => valuesAt(text, at)),
    ...beside.flatMap((at) => valuesAt(text, at)),
    ...blocks.flatMap(({ groups }) => groups!['lines']!.split('\n').map((line) => line.trim())),
  ];
}

/** The position of the `value:` of the same map, after or before the entry from `from` to `to`. */
function valuesBeside(text: string, from: number, to: number): readonly number[] {
  const before = text.slice(Math.max(0, from - REACH), from);
  const ofMap = before.slice(Math.max(before.lastIndexOf('{'), before.lastIndexOf('}')) + 1);
  const after = text.slice(to, to + REACH).split(/[{}]/)[0]!;
  const ends = (part: string, start: number) =>
    [...part.matchAll(VALUE)].map(({ index, 0: match }) => start + index + match.length);
  return [...ends(ofMap, from - ofMap.length).slice(-1), ...ends(after, to).slice(0, 1)];
}

/** `secret: orders-token` and `{ "secret": "orders-token" }` name a secret and do not hold one. */
function isReference({ index, 0: match, groups }: RegExpExecArray, text: string): boolean {
  if (groups!['name'] !== 'secret') return false;
  if (!/["']/.test(text.charAt(index - 1))) return true;
  const at = index + match.length;
  return (
    /\{\s*["']$/.test(text.slice(Math.max(0, index - 20), index)) && /^"[^"\n]*"\s*\}/.test(text.slice(at, at + 200))
  );
}

function valuesAt(text: string, at: number): readonly string[] {
  STANDS.lastIndex = at;
  const { json, inner, single, bare } = STANDS.exec(text)?.groups ?? {};
  if (json !== undefined) return [json, unescaped(json)].flatMap(credentialsIn);
  if (bare !== undefined && NO_TEXT.test(bare)) return [];
  if (bare !== undefined) return [bare.trim(), bare.split(/["'\\,}\]]/)[0]!.trim()].flatMap(credentialsIn);
  return credentialsIn(inner ?? single?.replaceAll("''", "'") ?? '');
}

function unescaped(json: string): string {
  try {
    return JSON.parse(`"${json}"`) as string;
  } catch {
    return json;
  }
}
