// People's work is safe. Without a reviewed plan, deletes and overwrites of remote edits need to be allowed by name.
import { AppError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanOptions } from '../model/settings.ts';

/** Throws E_APPLY_UNREVIEWED (exit 7) where nobody has seen what the plan would destroy. */
export function refuseUnreviewed(plan: Plan, approval: { readonly reviewed: boolean }, options: PlanOptions): void {
  if (approval.reviewed) return;
  const deletes = plan.steps.filter((step) => step.op === 'delete').length;
  if (deletes > options.allowDelete && !options.destroy)
    throw refuse(
      `This plan deletes ${deletes} ${deletes === 1 ? 'object' : 'objects'}, and nobody has reviewed it.`,
      `--allow-delete ${deletes}. To do the rest and delete nothing: --no-delete`,
    );
  const overwritten = plan.changes.filter((change) => overwrites(change));
  if (overwritten.length > 0 && !options.overwriteRemote)
    throw refuse(
      `This plan writes over what somebody changed by hand in ${overwritten.map((change) => change.address).join(', ')}, and nobody has reviewed it.`,
      '--overwrite-remote',
    );
}

function overwrites(change: Plan['changes'][number]): boolean {
  const isWrite = change.action === 'update' || change.action === 'replace';
  return isWrite && change.overwritten.length > 0;
}

function refuse(message: string, flag: string): AppError {
  return new AppError('E_APPLY_UNREVIEWED', `${message} Nothing was written.`, {
    hint: `Review it (postform plan -o FILE, then postform apply FILE), accept it at the prompt, or allow it: ${flag}`,
    category: 'refused',
  });
}
