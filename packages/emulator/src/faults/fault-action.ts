// Reads what a fault does.
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { momentOf, notNegativeAt, numberAt, objectAt, spanOf } from './fault-fields.ts';
import type { FaultAction, Truncation } from './faults.ts';

type Reader = (sent: JsonObject, place: string) => FaultAction;

const truncations: readonly Truncation[] = ['cut', 'torn', 'halved'];

/** One reader per kind of action; docs/emulator.md shows the same list to people. */
const readers: Readonly<Record<FaultAction['kind'], Reader>> = {
  status: (sent, place) => {
    const { body } = sent;
    const headers = headersOf(sent['headers'], place);
    const status = statusAt(sent, place);
    return {
      kind: 'status',
      status,
      when: momentOf(sent, place),
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
    };
  },
  reset: (sent, place) => ({ kind: 'reset', when: momentOf(sent, place) }),
  hang: (sent, place) => ({ kind: 'hang', ms: numberAt(sent, 'ms', place), when: momentOf(sent, place) }),
  slow: (sent, place) => ({ kind: 'slow', ms: numberAt(sent, 'ms', place) }),
  truncate: (sent, place) => {
    const how = truncations.find((one) => one === (sent['how'] ?? 'cut'));
    if (how === undefined) throw new RangeError(`${place}.how: must be ${truncations.join(', ')}`);
    return { kind: 'truncate', how };
  },
  html: (sent, place) => {
    const status = sent['status'] === undefined ? 200 : statusAt(sent, place);
    return { kind: 'html', status, when: momentOf(sent, place) };
  },
  stale: (sent, place) => ({ kind: 'stale', ms: numberAt(sent, 'ms', place) }),
  edit: (sent, place) => ({ kind: 'edit', edit: objectAt(sent, 'edit', place), when: momentOf(sent, place) }),
  'rate-limit': (sent, place) => {
    const retryAfterS = notNegativeAt(sent, 'retryAfterS', place);
    return retryAfterS === undefined ? { kind: 'rate-limit' } : { kind: 'rate-limit', retryAfterS };
  },
  'month-exhausted': () => ({ kind: 'month-exhausted' }),
  'revoke-key': (sent, place) => ({ kind: 'revoke-key', when: momentOf(sent, place), ...spanOf(sent, place) }),
  'end-month': (sent, place) => ({ kind: 'end-month', when: momentOf(sent, place), ...spanOf(sent, place) }),
  restore: () => ({ kind: 'restore' }),
};

/** Throws a RangeError that names the first wrong place. */
export function readAction(sent: JsonObject, place: string): FaultAction {
  const kind = String(sent['kind']);
  if (!Object.hasOwn(readers, kind)) {
    throw new RangeError(`${place}.kind: must be one of ${Object.keys(readers).join(', ')}`);
  }
  return readers[kind as FaultAction['kind']](sent, place);
}

function statusAt(sent: JsonObject, place: string): number {
  const status = numberAt(sent, 'status', place);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError(`${place}.status: must be a status from 200 to 599`);
  }
  return status;
}

function headersOf(sent: Json | undefined, place: string): Record<string, string> | undefined {
  if (sent === undefined) return undefined;
  const entries = isObject(sent) ? Object.entries(sent) : undefined;
  if (!entries?.every(([name, value]) => /^[\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(String(value)))) {
    throw new RangeError(`${place}.headers: must be an object of names and texts`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
