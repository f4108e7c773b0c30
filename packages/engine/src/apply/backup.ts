// BackupStore. What somebody made by hand is copied before it is written over or deleted.

import { redact } from '../compare/redact.ts';
import { isDeferredValue, isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Kind, normalize } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';
import { setAt } from '../model/pointer.ts';
import { secretLeaves } from '../model/secret-leaves.ts';
import type { StepContext } from './step-context.ts';

/** A copy of the object as a request would carry it, values of sensitive leaves hidden, before a delete or an overwrite. */
export async function keepBackup(
  context: StepContext,
  step: Step,
  kind: Kind,
  remote: JsonObject | undefined,
): Promise<void> {
  const overwrites = (context.overwritten.get(step.address) ?? []).length > 0;
  if (remote === undefined || (step.op !== 'delete' && !overwrites)) return;
  let spec = normalize(kind, kind.fromRemote(remote, {}).spec);
  const record = context.lease.state().resources[step.address];
  const declared = secretLeaves(kind, context.resources.get(step.address)?.spec ?? {});
  const secret = new Set([...declared, ...(record?.secrets ?? [])]);
  for (const leaf of kind.leaves(spec)) {
    if (secret.has(leaf.pointer) || kind.isSensitive(leaf, spec))
      spec = setAt(spec, leaf.pointer, redact(leaf.value, context.digester)) as JsonObject;
  }
  if (kind.redact) spec = kind.redact(spec, (value) => redact(value, context.digester));
  const id = step.deposed ?? record?.current?.id ?? step.address;
  const body = kind.toRemote(withWords(spec) as JsonObject, { itemIds: {} });
  const about = {
    why: step.op === 'delete' ? 'deleted' : 'overwritten',
    workspace: context.lease.state().workspace,
  } as const;
  const path = await context.ports.backups.keep(step.address, id, body, about);
  context.ports.emit({ type: 'kept', address: step.address, path });
}

/** Sealed values become words, so that the copy is an ordinary Postman file. */
function withWords(tree: Json): Json {
  if (isDeferredValue(tree))
    return tree.$deferred === 'sealed' ? `(hidden, fingerprint ${tree.fingerprint})` : '(hidden)';
  if (Array.isArray(tree)) return tree.map(withWords);
  if (!isObject(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withWords(value)]));
}
