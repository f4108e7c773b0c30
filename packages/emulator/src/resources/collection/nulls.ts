// The null room: nulls that Postman once refused in a collection, though its own reads hold them.

import { isArray, isObject, type Json } from '../../json/json.ts';
import { malformed, Refused } from '../../reply/replies.ts';
import type { World } from '../../world/state.ts';

/** Fields that could not be null (postman-app-support#4229, #4305), and what they had to be. */
const wanted: Readonly<Record<string, string>> = { description: 'string', responseTime: 'number' };

/** Throws Refused with 400 when switch collectionNullsOnWrite says so and a null stands where #4229 and #4305 report it. */
export function refuseNulls(world: World, collection: Json | undefined): void {
  if (world.switches.collectionNullsOnWrite === 'accept') return;
  const problems = nullsIn(collection, '');
  if (problems.length > 0) throw new Refused(malformed('collection', problems));
}

function nullsIn(node: Json | undefined, place: string): string[] {
  if (!isArray(node) && !isObject(node)) return [];
  const entries = isArray(node) ? node.map((one, at): [string, Json] => [String(at), one]) : Object.entries(node);
  return entries.flatMap(([name, value]) => {
    const type = value === null ? wanted[name] : undefined;
    const here = place === '' ? name : `${place}.${name}`;
    return type === undefined ? nullsIn(value, here) : [`${here}: must be ${type}`];
  });
}
