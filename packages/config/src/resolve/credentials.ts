// Says of one resource what in its spec seems to be a credential, where it stands, and what to write instead.
import {
  type DesiredResource,
  type Diagnostic,
  getAt,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Kind,
  nearest,
  type Place,
  type Pointer,
  type PointerPattern,
} from '@postform/engine';
import { type FoundCredential, scanSpec } from '../credentials/scan.ts';
import { REVOKE } from '../files/redact-keys.ts';
import { quoteValue } from '../files/wording.ts';
import { keyPlaceAt, placeAt } from '../yaml/document.ts';
import type { Declared } from './declared.ts';

/** Where a value stands: in the resource as written, or else in a file that it names, or nobody knows. */
interface Where {
  readonly written?: Pointer;
  readonly place?: Place;
}

/** What was found in a spec, without any part of it: this is kept with a resource that is recognised. */
export interface Credentials {
  /** The first ones. */
  readonly found: readonly (Omit<FoundCredential, 'more'> & { readonly more: number; readonly where: Where })[];
  /** Places of all of them. */
  readonly count: number;
  /** Where those begin that are not among the first ones. */
  readonly next?: Where;
  /** Patterns of `lifecycle.allowSecrets` that allow nothing, by their index. */
  readonly unmatched: readonly number[];
}

export const NO_CREDENTIALS: Credentials = { found: [], count: 0, unmatched: [] };

/** Named in the warnings; the others are counted. */
const MOST = 5;

export interface ScannedWith {
  readonly allowed: readonly PointerPattern[];
  /** The resource as written, with uses replaced. */
  readonly written: JsonObject;
  /** The files that its kind has read, relative to the root. */
  readonly files: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

export function credentialsOf(spec: JsonObject, { allowed, written, files }: ScannedWith): Credentials {
  const { values, beyond, unmatched } = scanSpec(spec, allowed);
  if (values.length + unmatched.length === 0) return NO_CREDENTIALS;
  const whereIs = (value: string): Where => {
    const pointer = pointerTo(written, value);
    if (pointer !== undefined) return { written: pointer };
    const place = placeIn(files, value);
    return place === undefined ? {} : { place };
  };
  const next = values[MOST];
  return {
    found: values.slice(0, MOST).map(({ found, value }) => ({ ...found, where: whereIs(value) })),
    count: values.reduce((sum, { found }) => sum + 1 + found.more, beyond),
    ...(next === undefined ? {} : { next: whereIs(next.value) }),
    unmatched: unmatched.map((pattern) => allowed.indexOf(pattern)),
  };
}

export function placesOf({ found, count }: Credentials): Pick<DesiredResource, 'credentials'> {
  return count === 0 ? {} : { credentials: { pointers: found.map(({ at }) => at), count } };
}

export function warnOfCredentials(credentials: Credentials, declared: Declared): readonly Diagnostic[] {
  if (credentials === NO_CREDENTIALS) return [];
  const { found, count, next, unmatched } = credentials;
  const { address, document, pointer } = declared;
  const placeOf = ({ written, place }: Where): Place =>
    place ?? (written === undefined ? keyPlaceAt(document, pointer) : placeAt(document, pointer + written));
  const say = (where: Where, message: string, hint: string): Diagnostic => {
    const shown = { severity: 'warning', code: 'D_CREDENTIAL', secret: true, quotesNothing: true } as const;
    return { ...shown, message: `${address}: ${message}`, hint, place: placeOf(where) };
  };
  const out = found.map((one): Diagnostic => {
    const { at, rule, what, isSure, more, where } = one;
    const others = more === 0 ? '' : `; ${more} more ${more === 1 ? 'place holds' : 'places hold'} the same`;
    const allow = `or allow it: lifecycle: { allowSecrets: [${JSON.stringify(at)}] }`;
    const message = `${at} ${isSure ? 'seems to be' : 'may be'} ${what} (${rule})${others}`;
    return say(where, message, `${adviceFor(one, declared.kind)}; ${allow}. ${REVOKE}`);
  });
  const left = count - found.reduce((sum, { more }) => sum + 1 + more, 0);
  if (next !== undefined) {
    const message = `from here on, ${left} more ${left === 1 ? 'place holds' : 'places hold'} what seems to be a credential`;
    out.push(say(next, message, 'they are named once those before them are gone'));
  }
  return [...out, ...unmatched.map((index) => warnOfUnmatched(index, found, declared))];
}

function warnOfUnmatched(
  index: number,
  found: Credentials['found'],
  { address, document, ...at }: Declared,
): Diagnostic {
  const pattern = String(getAt(at.written ?? {}, `/lifecycle/allowSecrets/${index}`));
  const near = nearest(
    pattern,
    found.map((one) => one.at),
  );
  return {
    severity: 'warning',
    code: 'D_POLICY_UNMATCHED',
    message: `${quoteValue(pattern)} allows nothing: what ${address} declares there seems to be no credential`,
    hint: near === undefined ? 'remove it' : `did you mean ${near}?`,
    place: placeAt(document, `${at.pointer}/lifecycle/allowSecrets/${index}`),
  };
}

/** Where a secret can stand depends on whether the text is nothing else, and on whose text it is. */
function adviceFor({ at, isWhole, where }: Credentials['found'][number], kind: Kind): string {
  if (!isWhole) return 'write {{VARIABLE}} here, and { secret: NAME } as the value of that variable';
  if (where.written !== undefined) return 'write { secret: NAME } here, with NAME under "secrets:" in the project file';
  const takesPlaces = isObject(kind.written['properties']) && Object.hasOwn(kind.written['properties'], 'secrets');
  const instead = takesPlaces
    ? `secrets: { ${JSON.stringify(at)}: { secret: NAME } }`
    : '{ secret: NAME } as its value';
  return `write ${instead} beside "source:", with NAME under "secrets:" in the project file, and leave it empty in the source`;
}

/** Of the first text that holds the value. */
function pointerTo(tree: Json, value: string, pointer: Pointer = ''): Pointer | undefined {
  if (typeof tree === 'string') return tree.includes(value) ? pointer : undefined;
  if (typeof tree !== 'object' || tree === null) return undefined;
  for (const [key, item] of Object.entries(tree)) {
    const found = pointerTo(item as Json, value, pointer + joinPointer(key));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of the value as JSON writes it, in the first file that holds it. */
function placeIn(files: ScannedWith['files'], value: string): Place | undefined {
  for (const { file, bytes } of files) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const at = buffer.indexOf(JSON.stringify(value).slice(1, -1));
    if (at < 0) continue;
    const start = at === 0 ? 0 : buffer.lastIndexOf('\n', at - 1) + 1;
    let line = 1;
    for (let end = buffer.indexOf('\n'); end >= 0 && end < at; end = buffer.indexOf('\n', end + 1)) line += 1;
    return { file, line, column: new TextDecoder().decode(buffer.subarray(start, at)).length + 1 };
  }
  return undefined;
}
