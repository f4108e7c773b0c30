// The control room: `/_emulator/…`, for tests and people. No key, no limit, no fault, no place in the journal.
import { readFaults } from '../faults/fault-script.ts';
import { isObject, type Json } from '../json/json.ts';
import { kindNamed, settleTasks } from '../registry/resources.ts';
import { ok, type Reply } from '../reply/replies.ts';
import { applySwitches } from '../switches/switches.ts';
import { beginHome } from '../world/home.ts';
import { type Call, uidOf } from '../world/state.ts';
import { clockShown, milliseconds, setClock } from './clock-acts.ts';
import { edit } from './edit.ts';
import { limitsShown, setLimits } from './limit-acts.ts';
import type { Machine } from './parts.ts';

export const controlPrefix = '/_emulator/';

type Act = (machine: Machine, body: Json | undefined, query: Call['query']) => Json;

const acts: Readonly<Record<string, Act>> = {
  'GET journal': ({ calls }, _body, query) => {
    const entries = calls.since(Number(query['since'] ?? 0) || 0);
    return { count: calls.count(), calls: entries.map((entry) => ({ ...entry })) };
  },
  'POST faults': ({ faults, world }, body) => {
    const list = readFaults(body);
    faults.set(list, world.clock.nowMs());
    return { faults: list.length };
  },
  'DELETE faults': ({ faults, world }) => {
    faults.set([], world.clock.nowMs());
    return { faults: 0 };
  },
  'GET limits': limitsShown,
  'POST limits': setLimits,
  'GET clock': ({ world }) => clockShown(world.clock),
  'POST clock': ({ world }, body) => {
    setClock(world.clock, body);
    return clockShown(world.clock);
  },
  'POST restore': (machine) => {
    machine.month.restore();
    machine.revokedKeys.restore();
    return limitsShown(machine);
  },
  'POST reset': (machine) => {
    reset(machine);
    return { workspace: machine.world.home };
  },
  'POST edit': ({ world }, body) => ({ ...edit(world, body) }),
  'GET switches': ({ world }) => ({ ...world.switches }),
  'POST switches': ({ world }, body) => {
    world.switches = applySwitches(world.switches, isObject(body) ? body : {});
    return { ...world.switches };
  },
  'GET stale': ({ world }) => ({ ms: world.staleListsMs }),
  'POST stale': ({ world }, body) => {
    world.staleListsMs = milliseconds(body, 'ms');
    return { ms: world.staleListsMs };
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
export function control(machine: Machine, { method, path, query, body }: ControlCall): Reply {
  const reply = perform(machine, `${method} ${path.slice(controlPrefix.length)}`, body, query);
  if (method === 'GET') machine.disk.flush();
  else machine.disk.keep();
  return reply;
}

function perform(machine: Machine, words: string, body: Json | undefined, query: Call['query']): Reply {
  settleTasks(machine.world);
  try {
    if (words.startsWith('GET objects/')) return ok({ objects: objectsOf(machine, words.slice(12)) });
    const act = acts[words];
    if (act === undefined) return { status: 404, body: { error: `the control API has no ${words}` } };
    return { status: 200, body: act(machine, body, query) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return { status: 400, body: { error: thrown.message } };
    throw thrown;
  }
}

function objectsOf({ world }: Machine, name: string): Json {
  const kind = kindNamed(name);
  if (kind === undefined) throw new RangeError(`there is no kind named "${name}"`);
  return world.store.all(kind.name).map((object) => ({ ...object, uid: uidOf(object) }));
}

/** Back to the initial workspace under its id; the clock keeps its offset, so that time never runs backwards. */
function reset(machine: Machine): void {
  const { world, limits, month, faults, revokedKeys, calls, initial } = machine;
  world.store.clear();
  world.ids.restart(0);
  world.switches = initial.switches;
  world.staleListsMs = initial.staleListsMs;
  limits.clear();
  month.restart(month.name(), 0);
  month.set({ limit: initial.monthLimit });
  faults.set(initial.faults, world.clock.nowMs());
  revokedKeys.restore();
  calls.clear();
  world.mocks.clear();
  void world.monitorRuns.end();
  beginHome(world);
}
