// Answers the control API, `/_emulator/…`: no key, no limit, no fault, no entry in the journal.
import { readFaults } from '../faults/fault-script.ts';
import { isObject, type Json } from '../json/json.ts';
import { kindNamed, settleTasks } from '../registry/resources.ts';
import { ok, type Reply } from '../reply/replies.ts';
import { applySwitches } from '../switches/switches.ts';
import { beginHome, type Call, uidOf } from '../world/state.ts';
import { clockShown, milliseconds, setClock } from './clock-acts.ts';
import { edit } from './edit.ts';
import { limitsShown, setLimits } from './limit-acts.ts';
import type { EmulatorParts } from './parts.ts';

export const controlPrefix = '/_emulator/';

type Act = (parts: EmulatorParts, body: Json | undefined, query: Call['query']) => Json;

const acts: Readonly<Record<string, Act>> = {
  'GET journal': ({ calls }, _body, query) => {
    const entries = calls.since(Number(query['since'] ?? 0) || 0);
    return { count: calls.count(), calls: entries.map((entry) => ({ ...entry })) };
  },
  'POST faults': ({ faults, server }, body) => {
    const list = readFaults(body);
    faults.set(list, server.clock.nowMs());
    return { faults: list.length };
  },
  'DELETE faults': ({ faults, server }) => {
    faults.set([], server.clock.nowMs());
    return { faults: 0 };
  },
  'GET limits': limitsShown,
  'POST limits': setLimits,
  'GET clock': ({ server }) => clockShown(server.clock),
  'POST clock': ({ server }, body) => {
    setClock(server.clock, body);
    return clockShown(server.clock);
  },
  'POST restore': (parts) => {
    parts.month.restore();
    parts.revokedKeys.restore();
    return limitsShown(parts);
  },
  'POST reset': (parts) => {
    reset(parts);
    return { workspace: parts.server.home };
  },
  'POST edit': ({ server }, body) => ({ ...edit(server, body) }),
  'GET switches': ({ server }) => ({ ...server.switches }),
  'POST switches': ({ server }, body) => {
    server.switches = applySwitches(server.switches, isObject(body) ? body : {});
    return { ...server.switches };
  },
  'GET stale': ({ server }) => ({ ms: server.staleListsMs }),
  'POST stale': ({ server }, body) => {
    server.staleListsMs = milliseconds(body, 'ms');
    return { ms: server.staleListsMs };
  },
};

/** One call of the control API; `path` starts with `controlPrefix`. */
interface ControlCall {
  readonly method: string;
  readonly path: string;
  readonly query: Call['query'];
  readonly body: Json | undefined;
}

/** What the control API answers: 200, 400 with `{error}` in words, 404. */
export function control(parts: EmulatorParts, { method, path, query, body }: ControlCall): Reply {
  const reply = perform(parts, `${method} ${path.slice(controlPrefix.length)}`, body, query);
  if (method === 'GET') parts.disk.flush();
  else parts.disk.keep();
  return reply;
}

function perform(parts: EmulatorParts, words: string, body: Json | undefined, query: Call['query']): Reply {
  settleTasks(parts.server);
  try {
    if (words.startsWith('GET objects/')) return ok({ objects: objectsOf(parts, words.slice(12)) });
    const act = acts[words];
    if (act === undefined) return { status: 404, body: { error: `the control API has no ${words}` } };
    return { status: 200, body: act(parts, body, query) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return { status: 400, body: { error: thrown.message } };
    throw thrown;
  }
}

function objectsOf({ server }: EmulatorParts, name: string): Json {
  const kind = kindNamed(name);
  if (kind === undefined) throw new RangeError(`there is no kind named "${name}"`);
  return server.store.all(kind.name).map((object) => ({ ...object, uid: uidOf(object) }));
}

/** Back to the initial workspace under its id; the clock keeps its offset, so that time never runs backwards. */
function reset(parts: EmulatorParts): void {
  const { server, limits, month, faults, revokedKeys, calls, initial } = parts;
  server.store.clear();
  server.ids.restart(0);
  server.switches = initial.switches;
  server.staleListsMs = initial.staleListsMs;
  limits.clear();
  month.restart(month.name(), 0);
  month.set({ limit: initial.monthLimit });
  faults.set(initial.faults, server.clock.nowMs());
  revokedKeys.restore();
  calls.clear();
  server.mocks.clear();
  void server.monitorRuns.end();
  beginHome(server);
}
