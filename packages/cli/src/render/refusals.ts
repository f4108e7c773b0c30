// Words the refusals of a change or a plan: what is wrong, and what to run.
import { AppError, kindNamed, type Refusal } from '@postform/engine';
import { kinds } from '@postform/kinds';

export interface RefusalText {
  readonly message: string;
  readonly hint: string;
}

const WAIT = 'Nothing is created, replaced or forgotten on that evidence. Wait a minute, then run again: postform plan';

export function refusalText(refusal: Refusal): RefusalText {
  switch (refusal.code) {
    case 'E_PLAN_ADOPT_UNKNOWN': {
      const { address, kind, id, takenBy, managedBy } = refusal;
      if (takenBy !== undefined)
        return {
          message: `Both ${address} and ${takenBy} import ${labelOf(kind)} ${id}.`,
          hint: 'Remove one of the two import: blocks. An object has only one address.',
        };
      if (managedBy !== undefined)
        return {
          message: `Cannot import ${labelOf(kind)} ${id} as ${address}: ${managedBy} manages it already.`,
          hint: `To give it this address: postform state mv ${managedBy} ${address}. If an import: block in the files names it, remove the block.`,
        };
      return {
        message: `Cannot import ${labelOf(kind)} ${id} as ${address}: this workspace has no ${labelOf(kind)} with that ID.`,
        hint: `Check the ID: import takes the ID or the UID of an object of that kind in this workspace. If it comes from an import: block in the files, remove the block to create a new object.`,
      };
    }
    case 'E_PLAN_EXISTS': {
      const { address, kind, name, id } = refusal;
      return {
        message: `${capital(labelOf(kind))} "${name}" (${id}) already exists in the workspace and is unmanaged.`,
        hint: `To manage it: postform import ${address} ${id} — or give ${address} another name.`,
      };
    }
    case 'E_PLAN_AMBIGUOUS': {
      const { address, name, ids } = refusal;
      return {
        message: `${ids.length} unmanaged objects are named "${name}": ${ids.join(', ')}.`,
        hint: `To choose one for ${address}: postform import ${address} ID — or give ${address} another name.`,
      };
    }
    case 'E_PLAN_CONFLICT':
      return {
        message: `${refusal.address}: the same parts were changed in the files and by hand: ${refusal.pointers.join(', ')}.`,
        hint: `To take what Postman has into the files: postform pull ${refusal.address} --theirs --write. To overwrite it: --overwrite-remote`,
      };
    case 'E_PLAN_DRIFT_STOP':
      return {
        message: `${refusal.address} was changed by hand in parts for which lifecycle.drift is stop: ${refusal.pointers.join(', ')}.`,
        hint: `To take it into the files: postform pull ${refusal.address} --write. Otherwise undo it in Postman, or change lifecycle.drift.`,
      };
    case 'E_PLAN_PROTECTED':
      return {
        message: `${refusal.address} is protected, but this plan would ${refusal.action} it.`,
        hint: `Set lifecycle.protect to false and apply that first, or stop managing it: postform state rm ${refusal.address}. To apply the rest without it: --no-delete`,
      };
    case 'E_PLAN_MOVED':
      return {
        message: `${refusal.to} would be created and ${refusal.from} deleted, but they have the same name or content. Is ${refusal.to} a rename?`,
        hint: `If it is a rename: postform state mv ${refusal.from} ${refusal.to}. If it is a new object: --not-moved ${refusal.to}`,
      };
    case 'E_PLAN_STATE_MISSING':
      return {
        message: `The state of stack ${refusal.stack} is empty, but ${refusal.found} of ${refusal.declared} declared objects already exist in workspace ${refusal.workspace}. The state file may be missing.`,
        hint: 'Restore the state file from Git or from the shared backend. If these objects were never managed: postform import --workspace ID --all --out DIR',
      };
    case 'E_PLAN_NOTHING_DECLARED': {
      const { stack, managed } = refusal;
      return {
        message: `The files declare nothing, so ${managed === 1 ? 'the only object' : `all ${managed} objects`} in the state of stack ${stack} would be deleted.`,
        hint: `Check desired: in postform.yaml. To delete everything: postform destroy — or --allow-delete ${managed}`,
      };
    }
    case 'E_PLAN_GUARD':
      return guardText(refusal);
    case 'E_PLAN_CREDENTIALS': {
      const { address, pointers, count } = refusal;
      const more = count > pointers.length ? ` and ${count - pointers.length} more` : '';
      return {
        message: `${address} holds what seems to be a credential at ${pointers.join(', ')}${more}, and guard.secrets is refuse.`,
        hint: `The warnings say what each is and what to write instead. To allow a place, list it in lifecycle.allowSecrets. To leave the resource out: --exclude ${address}`,
      };
    }
    case 'E_READ_CONTRADICTION':
      return refusal.claim === undefined ? incompleteText(refusal) : contradictionText(refusal);
    case 'E_READ_UNLISTED':
      return unlistedText(refusal);
    // A plan file may come from another version of Postform.
    default:
      return { message: `Refused: ${(refusal as Refusal).code}.`, hint: 'Make a new plan: postform plan' };
  }
}

/** The same error in words. Where refusals caused it, it takes the text of the first and counts the others. */
export function wordedError<T>(error: T): T | AppError {
  if (!(error instanceof AppError) || error.refused === undefined) return error;
  const { code, category, refused } = error;
  const [first, ...others] = refused.refusals;
  const { message, hint } = refusalText(first!);
  const more = others.length === 0 ? '' : ` (and ${others.length} more; see the plan)`;
  const end = refused.wroteNothing ? ' Nothing was written.' : '';
  return new AppError(code, `${message}${more}${end}`, { hint, category, cause: error });
}

function guardText(refusal: Extract<Refusal, { code: 'E_PLAN_GUARD' }>): RefusalText {
  const { kind, what, count, total, limit, percent } = refusal;
  const allowed = percent === undefined ? `${limit}` : `${percent} % of ${total}, that is ${limit}`;
  return {
    message: `This plan would ${what} ${count} of ${total} ${pluralOf(kind)}; the guard allows ${allowed}.`,
    hint: `To allow it: --allow-${what} ${count}, or raise guard.${what} in postform.yaml${what === 'delete' ? '. To apply the rest without deletes: --no-delete' : ''}`,
  };
}

function contradictionText(refusal: Extract<Refusal, { code: 'E_READ_CONTRADICTION'; claim: object }>): RefusalText {
  const { address, kind, id, claim } = refusal;
  const stop = `to stop managing it: postform state rm ${address}`;
  const object = `${labelOf(kind)} ${id}`;
  switch (claim.by) {
    case 'forbidden': {
      const listed =
        claim.isNamed === null
          ? 'no list says whether it exists'
          : `the workspace's list ${claim.isNamed ? 'names it' : 'does not name it, and a 403 may hide an object that is gone'}`;
      return {
        message: `${address}: GET of ${object} is forbidden (403); ${listed}.`,
        hint: `Ask for access to it, then: postform plan — or stop managing it: postform state rm ${address}`,
      };
    }
    case 'interrupted-create':
      return {
        message: `${address}: GET says that ${object} does not exist; the workspace's list names it, and an interrupted run may have created it.`,
        hint: `${WAIT} — if the answer stays the same, check the object in Postman; ${stop}`,
      };
    default: {
      const lists = claim.namedBy.map((list) =>
        list === 'workspace' ? "the workspace's list" : `the list of ${pluralOf(kind)}`,
      );
      const names = `${lists.join(' and ')} ${lists.length === 1 ? 'names' : 'name'} it`;
      const says = claim.by === 'absent' ? 'does not exist' : 'is deactivated';
      return {
        message: `${address}: GET says that ${object} ${says}; ${names}${claim.by === 'absent' ? '' : ' as active'}.`,
        hint: `${WAIT} — if the answer stays the same, check the object in Postman; ${stop}`,
      };
    }
  }
}

function incompleteText(refusal: Extract<Refusal, { code: 'E_READ_CONTRADICTION'; claim?: never }>): RefusalText {
  const { kind, address, id, blocks } = refusal;
  const before =
    blocks === undefined
      ? ''
      : `${blocks.address} would be ${blocks.action === 'create' ? 'created' : 'forgotten'}, because no list names it. `;
  return {
    message: `${before}The lists of ${pluralOf(kind)} do not show everything: GET finds ${address} (${id}), and the workspace's list does not name it.`,
    hint: `${WAIT} — if ${address} was moved to another workspace, move it back, or stop managing it: postform state rm ${address}`,
  };
}

function unlistedText(refusal: Extract<Refusal, { code: 'E_READ_UNLISTED' }>): RefusalText {
  const { address, kind, isSingleton, workspace = 'WORKSPACE' } = refusal;
  return isSingleton
    ? {
        message: `${address} can be neither created nor deleted: each workspace has exactly one ${labelOf(kind)}, and no list names it.`,
        hint: `Import it: postform import ${address} ${workspace} — or stop managing it: postform state rm ${address}`,
      }
    : {
        message: `${address} would be created, but it is unknown which ${pluralOf(kind)} exist: the workspace's list came without them.`,
        hint: `A ${labelOf(kind)} of that name may already exist. Run again: postform plan --refresh full`,
      };
}

function labelOf(kind: string): string {
  return kindNamed(kinds, kind)?.label ?? kind;
}

function pluralOf(kind: string): string {
  return kindNamed(kinds, kind)?.plural ?? `${kind}s`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
