// Writes and reads the snapshot, the state as one JSON file that Git can diff: one line per resource.
import { basename } from 'node:path';
import { isObject, type State } from '@postform/engine';
import { stateError } from '../disk/errors.ts';
import { checksum, checksumOf, snapshotChecksum } from './checksum.ts';
import { loadState, OLDEST_FORMAT, STATE_FORMAT, type Stored, storeState } from './formats.ts';

/** A snapshot as it lies on disk. */
export interface StateSnapshot {
  readonly state: State;
  /** Checksum of all the rest, 16 hex digits. The journal that follows this snapshot names it. */
  readonly check: string;
  /** Checksum of the last journal line that went into this snapshot; absent in the first one. */
  readonly folded?: string;
}

const ABOUT = [
  'What Postform remembers of one stack: ids, and keyed digests of what it sent. No bodies and no secret values.',
  'Commit this file, or keep it on a shared backend: without it the next run does not know which objects are its own.',
  'Where a .journal lies beside it, a run was killed; keep the two together, the next run folds them. Never commit a .lock.',
];
const ABOUT_KEY =
  'It holds the key of its digests: who can read it can test guesses at short values. POSTFORM_FINGERPRINT_KEY avoids that.';

export function encodeSnapshot(state: State, folded?: string): { readonly bytes: Uint8Array; readonly check: string } {
  const { intents, resources, ...head } = bodyOf(storeState(state) as unknown as State, folded);
  const about = state.key === undefined ? ABOUT : [...ABOUT, ABOUT_KEY];
  const before = [
    '{',
    '  "postform": "state",',
    `  "format": ${STATE_FORMAT},`,
    `  "about": [\n${about.map((line) => `    ${JSON.stringify(line)}`).join(',\n')}\n  ],`,
    ...Object.entries(head)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
  ];
  const after = [
    `  "intents": ${block(
      '[',
      intents.map((intent) => JSON.stringify(intent)),
      ']',
    )},`,
    `  "resources": ${block(
      '{',
      Object.entries(resources).map(([address, record]) => `${JSON.stringify(address)}: ${JSON.stringify(record)}`),
      '}',
    )}`,
    '}',
    '',
  ];
  const [start, end] = [Buffer.from(before.join('\n')), Buffer.from(`\n${after.join('\n')}`)];
  const check = checksum(start, end);
  return { bytes: Buffer.concat([start, Buffer.from(`\n  "check": ${JSON.stringify(check)},`), end]), check };
}

/** Throws E_STATE_FOREIGN, E_STATE_NEWER or E_STATE_CORRUPT, naming the file and, where there is one, the line. */
export function decodeSnapshot(bytes: Uint8Array, path: string): StateSnapshot {
  const text = new TextDecoder().decode(bytes);
  const ours = /^\s*\{\s*"postform":\s*"state"/.test(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const conflict = text.split('\n').findIndex((line) => /^<{7}(?: |\r?$)/.test(line)) + 1;
    if (conflict > 0 && text.includes('"postform"')) {
      throw corrupt(`${path}:${conflict} holds a merge conflict.`, resolveConflict(path));
    }
    if (ours || text.trim() === '') {
      throw corrupt(`${path}${lineOf(error, text)} is not complete JSON${text.trim() === '' ? ': it is empty' : ''}.`);
    }
    throw foreign(path);
  }
  if (!isObject(value) || value['postform'] !== 'state') throw foreign(path);
  if (typeof value['format'] === 'number' && value['format'] > STATE_FORMAT) {
    throw stateError(
      'E_STATE_NEWER',
      `${path} has format ${value['format']}; this Postform knows up to ${STATE_FORMAT}.`,
    );
  }
  const { postform: _ours, about: _about, check, folded, ...rest } = value;
  if (!isState(rest) || typeof check !== 'string') throw corrupt(`${path} lacks parts that every state has.`);
  const mark = typeof folded === 'string' ? folded : undefined;
  const expected =
    rest.format < STATE_FORMAT ? checksumOf(JSON.stringify(bodyOf(rest, mark)), rest.format) : snapshotChecksum(bytes);
  if (check !== expected) {
    throw corrupt(
      `${path} was changed by something other than Postform: its checksum is ${check}, its content gives ${expected}.`,
    );
  }
  const state = loadState(rest as unknown as Stored, rest.format);
  return { state, check, ...(mark === undefined ? {} : { folded: mark }) };
}

function bodyOf(state: State, folded: string | undefined) {
  const { lineage, serial, workspace, stack, key, inProgress, deleted, intents, resources } = state;
  const sorted = Object.fromEntries(Object.entries(resources).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { lineage, serial, workspace, stack, key, folded, inProgress, deleted, intents, resources: sorted };
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0 ? `${open}${close}` : `${open}\n    ${lines.join(',\n    ')}\n  ${close}`;
}

function isState(value: unknown): value is State {
  return (
    isObject(value) &&
    typeof value['format'] === 'number' &&
    value['format'] >= OLDEST_FORMAT &&
    ['lineage', 'workspace', 'stack'].every((name) => typeof value[name] === 'string') &&
    Number.isSafeInteger(value['serial']) &&
    Array.isArray(value['intents']) &&
    isObject(value['resources'])
  );
}

function lineOf(error: unknown, text: string): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  const end = position === undefined ? text.trimEnd().length : Number(position);
  return `:${text.slice(0, end).split('\n').length}`;
}

/** States do not merge: `plan` finds again what the version that is not taken had created. */
function resolveConflict(path: string): string {
  const file = basename(path);
  return (
    `States do not merge. Take one version as a whole: git checkout --ours ${file}, or --theirs ${file}. Prefer that of the later ` +
    'apply. Then run `postform plan`. Adopt what only the other version managed with `postform import ADDRESS ID`.'
  );
}

function corrupt(message: string, hint?: string) {
  return stateError('E_STATE_CORRUPT', message, hint === undefined ? {} : { hint });
}

function foreign(path: string) {
  return stateError('E_STATE_FOREIGN', `${path} is not a Postform state.`);
}
