// Says, before an object is read, by which bytes of its reply it is known to be unchanged. Pure.
import { viewDesired } from '../compare/desired-snapshot.ts';
import { knownBody } from '../compare/live-snapshot.ts';
import { refsOf } from '../model/desired.ts';
import type { KnownBody } from '../model/observation.ts';
import type { ObjectRef } from '../model/read-set.ts';
import { currentAt } from '../model/state.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { lookupFor } from '../plan/resource-view.ts';

/** What is known of an object whose reply has this hash, where the body is not needed; undefined where it is. */
export type KnownReply = (bodyHash: string) => KnownBody | undefined;

/** By object; undefined where the body is needed, whatever it holds. */
export type KnownReplies = (item: ObjectRef) => KnownReply | undefined;

/**
 * A body is not needed where it is what the server had settled on, and what the files declare is what was sent: then the two are
 * in step, and nobody asks for more. A resource with refs may turn out to change with what it refers to, and one that is
 * replaced or destroyed is copied before: their bodies are kept.
 */
export function knownReplies(input: Omit<PlanInput, 'live'>): KnownReplies {
  const { state, options, digester, known } = input;
  const declared = new Map(input.desired.resources.map((resource) => [resource.address, resource]));
  const lookup = lookupFor({ ...input, live: { observations: new Map() } }, new Set());
  return (item) => {
    const { address, kind, identity } = item;
    const resource = declared.get(address);
    const current = currentAt(state, address);
    if (known === undefined || options.destroy || options.replace.includes(address)) return undefined;
    if (resource === undefined || current?.id !== identity.id || refsOf(resource).length > 0) return undefined;
    const { tag, roots, unsettled } = current.baseline;
    if (tag !== digester.tag(kind) || unsettled === true || roots.sent === undefined) return undefined;
    if (viewDesired(kind, resource, lookup, digester).snapshot.root !== roots.sent) return undefined;
    const context = { address, kind, current, digester, known };
    return (bodyHash) => {
      const body = knownBody(bodyHash, context);
      return body?.root === roots.settled ? body : undefined;
    };
  };
}
