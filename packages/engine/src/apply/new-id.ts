// The id that a create is answered with: a new one. One that something else has is no answer, and nobody knows what was made.
import { CallError } from '../model/errors.ts';
import type { Identity, Kind } from '../model/kind.ts';
import { namedIn } from '../model/observation.ts';
import { claimedIds } from '../plan/resource-view.ts';
import type { ApplyContext } from './apply-context.ts';

/**
 * Takes the id as made by this run. Throws E_APPLY_DOUBT, with effect `unknown`, so that the intent stays open: where the state
 * claims it, where the workspace named it before the create, and where another create of this run has it.
 */
export function takeNewId(context: ApplyContext, kind: Kind, name: string, { id }: Identity): void {
  const whose = claimedIds(context.lease.state()).has(id)
    ? 'the state manages it already'
    : namedIn(context.live, kind)?.has(id)
      ? 'it existed before'
      : [...context.made.values()].some((ids) => ids.includes(id))
        ? 'another create of this run was answered with it'
        : undefined;
  if (whose !== undefined)
    throw new CallError('unreadable', `The create of "${name}" was answered with the id ${id}, but ${whose}.`, {
      code: 'E_APPLY_DOUBT',
      hint: 'Run the same command again: before anything else it looks at what became of the write.',
      effect: 'unknown',
    });
  const key = `${kind.name} ${name}`;
  context.made.set(key, [...(context.made.get(key) ?? []), id]);
}
