// Refuses what must not be applied: blocked or unreviewed plans, values that are not known, and bodies that are too large.
import { knownness } from '../model/deferred-value.ts';
import { type Desired, secretNamesOf } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import { eachDeferredValue, type JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { PlanOptions } from '../model/settings.ts';
import { refusedError } from '../plan/refused-error.ts';

/** A secret that a step needs must be there before the first write. */
export function refuseMissingSecrets(ports: Pick<Ports, 'secrets'>, plan: Plan, desired: Desired): void {
  const written = new Set(plan.steps.filter((step) => step.op !== 'delete').map((step) => step.address));
  const missing = desired.resources
    .filter((resource) => written.has(resource.address))
    .flatMap((resource) =>
      secretNamesOf(resource)
        .filter((name) => ports.secrets(name) === undefined)
        .map((name) => `${name} (${resource.address})`),
    );
  if (missing.length === 0) return;
  throw new AppError(
    'E_APPLY_VALUE',
    `Not set here, and needed to write: secret ${missing.join(', secret ')}. Nothing was written.`,
    {
      hint: 'Set the environment variables that secrets: names for them. postform validate lists them.',
    },
  );
}

/** Throws where the plan holds what cannot be applied as it stands (exit 7). */
export function refuseBlocked(plan: Plan): void {
  const all = [...plan.refused, ...plan.changes.flatMap((change) => (change.blocked ? [change.blocked] : []))];
  if (all.length > 0) throw refusedError({ refusals: all, wroteNothing: true });
}

/** Throws E_APPLY_UNREVIEWED (exit 7) where nobody has reviewed what the plan would destroy. */
export function refuseUnreviewed(plan: Plan, approval: { readonly reviewed: boolean }, options: PlanOptions): void {
  if (approval.reviewed) return;
  const deletes = plan.steps.filter((step) => step.op === 'delete').length;
  if (deletes > options.allowDelete && !options.destroy)
    throw unreviewed(
      `This plan deletes ${deletes} ${deletes === 1 ? 'object' : 'objects'}, and nobody has reviewed it.`,
      `--allow-delete ${deletes}. To do the rest and delete nothing: --no-delete`,
    );
  const overwritten = plan.changes.filter((change) => overwrites(change));
  if (overwritten.length > 0 && !options.overwriteRemote)
    throw unreviewed(
      `This plan writes over what somebody changed by hand in ${overwritten.map((change) => change.address).join(', ')}, and nobody has reviewed it.`,
      '--overwrite-remote',
      ' To take it into the files instead: postform pull --write.',
    );
}

function overwrites(change: Plan['changes'][number]): boolean {
  const isWrite = change.action === 'update' || change.action === 'replace';
  return isWrite && change.overwritten.length > 0;
}

function unreviewed(message: string, flag: string, otherwise = ''): AppError {
  return new AppError('E_APPLY_UNREVIEWED', `${message} Nothing was written.`, {
    hint: `Review it (postform plan -o FILE, then postform apply FILE), accept it at the prompt, or allow it: ${flag}${otherwise === '' ? '' : `.${otherwise}`}`,
    category: 'refused',
  });
}

export function refuseUnknown(step: Step, body: JsonObject): void {
  if (knownness(body) === 'known') return;
  let what = '';
  eachDeferredValue(body, (deferred) => {
    if (deferred.$deferred === 'missing') what = `secret ${deferred.name} is not set here`;
    else if (deferred.$deferred === 'unknown' && what === '') what = `${deferred.of} is not known`;
  });
  throw new AppError('E_APPLY_VALUE', `${step.address} cannot be written: ${what}.`, {
    hint: 'Set the environment variable that secrets: names for it, then run apply again. postform validate lists them.',
  });
}

export function refuseTooLarge(kind: Kind, step: Step, body: JsonObject): void {
  if (kind.maxBodyBytes === undefined) return;
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes <= kind.maxBodyBytes) return;
  throw new AppError(
    'E_APPLY_TOO_LARGE',
    `${step.address} is ${bytes} bytes; the API takes at most ${kind.maxBodyBytes}. No call was spent.`,
    {
      hint: `Split the ${kind.label} into smaller ones.`,
    },
  );
}
