// Makes ports in memory: server, clock and store are plain data that a test may read and change.
import { createHash } from 'node:crypto';
import { memoryBackupStore } from '../memory/ports.ts';
import type { Call, Client, Count, Reservation, Send } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { withEntry } from '../model/entry.ts';
import { CallError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Listed } from '../model/kind.ts';
import type { Event } from '../model/ports.ts';
import type { State } from '../model/state.ts';
import type { Lease } from '../model/state-store.ts';
import { secrets } from './given.ts';
import { bucketsOf, kinds, workspaceRoute } from './kinds.ts';

export interface Harness {
  readonly ports: Ports;
  readonly lease: Lease;
  /** Objects by plural of their kind and id; a list of whole objects leaves out what is `deactivated`. */
  readonly objects: Record<string, Record<string, JsonObject>>;
  /** Operations sent, in order. */
  readonly calls: string[];
  readonly reserved: { readonly purpose: string; readonly worst: Pick<Count, 'calls'> }[];
  readonly events: Event[];
  readonly slept: number[];
  /** Ids that lists do not show yet, and until when, epoch ms. */
  readonly unlisted: Map<string, number>;
  /** By operation, as in `calls`: what is answered instead; `answer` is what the server would do. */
  readonly answers: Map<string, (answer: () => Json) => Json>;
  /** Pays for any call. */
  readonly reservation: Reservation;
  state(): State;
}

/** Reads of this box say that it is gone, the first so many times; lists go on naming it. */
export function denyReads({ answers }: Harness, id: string, times = Number.POSITIVE_INFINITY): void {
  let left = times;
  answers.set(`read boxes ${id}`, (answer) => {
    if (left-- <= 0) return answer();
    throw gone();
  });
}

const gone = (): CallError =>
  new CallError('not-found', 'gone', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 404 });

export function makeHarness(start: State, more: Partial<Ports> = {}): Harness {
  let state = start;
  let nowMs = 1_000_000;
  const objects: Harness['objects'] = { boxes: {}, bells: {} };
  const calls: string[] = [];
  const events: Event[] = [];
  const slept: number[] = [];
  const reserved: { readonly purpose: string; readonly worst: Pick<Count, 'calls'> }[] = [];
  const unlisted = new Map<string, number>();
  const listOf = (plural: string, whole: boolean): readonly Listed[] =>
    Object.values(objects[plural] ?? {})
      .filter((object) => (unlisted.get(String(object['id'])) ?? 0) <= nowMs)
      .filter((object) => !whole || object['deactivated'] !== true)
      .map((object) => ({
        id: String(object['id']),
        uid: String(object['uid']),
        name: String(object['name']),
        ...(object['isFork'] === true ? { isFork: true } : {}),
        ...(object['deactivated'] === true ? { deactivated: true } : {}),
        ...(typeof object['changedAt'] === 'string' ? { stamp: object['changedAt'] } : {}),
        ...(whole ? { remote: object } : {}),
      }));
  const answers: Harness['answers'] = new Map();
  const send: Send = async (call, leaving) => {
    do await leaving?.prepare();
    while (leaving?.isReady() === false);
    const { operation } = call.route;
    const name = operation === workspaceRoute.operation ? 'workspace' : operation;
    const sent = call.params?.['id'] === undefined ? name : `${name} ${call.params['id']}`;
    calls.push(sent);
    const instead = answers.get(sent);
    const body = instead === undefined ? answer(call) : instead(() => answer(call));
    const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
    return { status: 200, body: call.isKnown?.(bodyHash) === true ? undefined : body, bodyHash };
  };
  let made = 0;
  const answer = ({ route, params, body }: Call): Json => {
    const [verb, plural] = route.operation.split(' ') as [string, string];
    if (route.operation === workspaceRoute.operation) return null;
    if (verb === 'list') return listOf(plural, plural === 'bells') as unknown as Json;
    const id = verb === 'create' ? `new-${++made}` : (params?.['id'] ?? '');
    const all = objects[plural]!;
    const object = verb === 'create' ? {} : all[id];
    if (object === undefined) throw gone();
    if (verb === 'delete') delete all[id];
    if (verb === 'create' || verb === 'update') {
      const kept = plural === 'bells' ? object : {};
      all[id] = { ...kept, ...(body as JsonObject), id, uid: `u-${id}` };
    }
    return all[id] ?? null;
  };
  const reservation: Reservation = { send, spent: () => calls.length, release: () => undefined };
  const client: Client = {
    bucketsOf,
    allowance: async () => undefined,
    refusal: () => undefined,
    reserve: async (purpose, worst): Promise<Reservation> => {
      reserved.push({ purpose, worst });
      const before = calls.length;
      return { ...reservation, spent: () => calls.length - before };
    },
  };
  const lease: Lease = {
    state: () => state,
    append: async (entry) => {
      state = withEntry(state, entry);
    },
    holds: () => true,
    release: async () => undefined,
  };
  const ports: Ports = {
    kinds,
    workspaces: {
      route: workspaceRoute,
      read: async (through, id) => {
        await through({ route: workspaceRoute });
        const elements = Object.fromEntries(kinds.map((kind) => [kind.plural, listOf(kind.plural, false)]));
        return { id, name: 'Tests', elements };
      },
    },
    client,
    store: { load: async () => state, lock: async () => lease },
    evidence: { load: async () => ({}), cycle: async () => undefined, merge: async () => undefined },
    backups: memoryBackupStore(),
    clock: {
      nowMs: () => nowMs,
      sleep: async (ms) => {
        slept.push(ms);
        nowMs += ms;
      },
    },
    random: { uuid: () => 'uuid', bytes: (n) => new Uint8Array(n) },
    emit: (event) => void events.push(event),
    secrets,
    settleMs: 60_000,
    parallelism: 4,
    signal: new AbortController().signal,
    ...more,
  };
  return { ports, lease, objects, calls, reserved, events, slept, unlisted, answers, reservation, state: () => state };
}
