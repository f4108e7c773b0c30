// One changed header in a collection of 5 MiB: what it costs to find and to tell, beside a deep equality of both trees.
import { differences } from '../../packages/engine/dist/compare/leaf-changes.js';
import { makeSnapshot } from '../../packages/engine/dist/compare/snapshot.js';
import { kindNamed, makeDigester, normalize } from '../../packages/engine/dist/index.js';
import { kinds } from '../../packages/kinds/dist/index.js';
import { bigRequests } from '../measure/projects.mjs';
import { inTurns } from '../measure/run.mjs';
import { line, ratioTo } from './figures.mjs';

const MOST = 3;
const ROUNDS = 15;
const LIFECYCLE = { ignore: [], drift: [], protect: false };

export async function differenceRows(most = MOST) {
  const collection = kindNamed(kinds, 'collection');
  const digester = makeDigester('bench');
  const [before, after] = [specOf(collection, 'application/json'), specOf(collection, 'text/plain')];
  const snapshots = () => [before, after].map((spec) => makeSnapshot(collection, spec, digester));
  const measures = {
    ours: async () => {
      const sides = snapshots();
      return timed(() => linesBetween(collection, ...sides).length === 1);
    },
    equality: async () => timed(() => !isEqual(before, after)),
  };
  await inTurns(5, measures);
  const { ours, equality } = await inTurns(ROUNDS, measures);
  const ratio = ratioTo(ours, equality);
  return [
    line({
      work: 'one changed header in 5 MiB, found and told, beside a deep equality',
      target: `≤ ${most} ×`,
      measured: `${ratio.text} (${(ours.cpuS * 1000).toFixed(0)} ms beside ${(equality.cpuS * 1000).toFixed(0)} ms)`,
      checks: [[ratio.most, most]],
    }),
  ];
}

/** The last request has the header: an equality that stops at a difference visits everything. */
function specOf(collection, value) {
  const item = bigRequests(0, 5);
  item.at(-1).request.header = [{ key: 'Accept', value }];
  const raw = JSON.parse(JSON.stringify({ info: { name: 'C' }, item }));
  return normalize(collection, collection.fromRemote(raw, {}).spec);
}

/** As a plan does it: the snapshots are there, their leaves are not. */
function linesBetween(collection, live, desired) {
  const changes = differences(collection, undefined, desired, live, LIFECYCLE).map((pointer) => ({
    pointer,
    before: live.leaves.get(pointer)?.value,
    after: desired.leaves.get(pointer)?.value,
  }));
  return collection.describe(changes, live.spec, desired.spec);
}

/** The yardstick, as fast as it gets: nothing here holds keys that objects inherit. */
function isEqual(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!isEqual(a[index], b[index])) return false;
    return true;
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!isEqual(a[key], b[key])) return false;
  return true;
}

function timed(work) {
  const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  if (!work()) throw new Error('the difference was not found');
  const { user, system } = process.cpuUsage(startCpu);
  return { wallS: (performance.now() - startMs) / 1000, cpuS: (user + system) / 1e6 };
}
