// Words what forbids a change or a plan: what stands in the way, and what to run.
import { AppError, kindNamed, type Refusal } from '@postform/engine';
import { kinds } from '@postform/kinds';

export interface RefusalText {
  readonly message: string;
  readonly hint: string;
}

const WAIT =
  'Nothing is created, replaced or forgotten on that evidence. Wait a minute, then run it again: postform plan';

export function refusalText(refusal: Refusal): RefusalText {
  switch (refusal.code) {
    case 'E_PLAN_ADOPT_UNKNOWN': {
      const { address, kind, id, takenBy } = refusal;
      if (takenBy !== undefined)
        return {
          message: `${address} is to adopt ${labelOf(kind)} ${id}, but so is ${takenBy}.`,
          hint: 'Take one of the two import: blocks out; an object has one address.',
        };
      return {
        message: `Cannot import ${labelOf(kind)} ${id} as ${address}: this workspace has no unmanaged object with that id.`,
        hint: 'Check the id under import: (the id or the uid of an object in this workspace), or remove the block to create a new object.',
      };
    }
    case 'E_PLAN_EXISTS': {
      const { address, kind, name, id } = refusal;
      return {
        message: `${capital(labelOf(kind))} "${name}" (${id}) is in the workspace already, and no address manages it.`,
        hint: `Adopt it: postform import ${address} ${id} — or give ${address} another name.`,
      };
    }
    case 'E_PLAN_AMBIGUOUS': {
      const { address, name, ids } = refusal;
      return {
        message: `${ids.length} unmanaged objects are named "${name}": ${ids.join(', ')}.`,
        hint: `Say which one is ${address}: postform import ${address} <id> — or give ${address} another name.`,
      };
    }
    case 'E_PLAN_CONFLICT':
      return {
        message: `${refusal.address}: the files and somebody else changed the same parts: ${refusal.pointers.join(', ')}.`,
        hint: 'Take their change into the files, or overwrite it with --overwrite-remote.',
      };
    case 'E_PLAN_DRIFT_STOP':
      return {
        message: `${refusal.address} was changed by hand where its lifecycle says stop: ${refusal.pointers.join(', ')}.`,
        hint: 'Take the change into the files, undo it in Postman, or change lifecycle.drift.',
      };
    case 'E_PLAN_PROTECTED':
      return {
        message: `${refusal.address} is protected, and this plan would ${refusal.action} it.`,
        hint: `Set lifecycle.protect to false and apply that first, or stop managing it: postform state rm ${refusal.address}. To do the rest and leave it: --no-delete`,
      };
    case 'E_PLAN_MOVED':
      return {
        message: `${refusal.to} would be created, and ${refusal.from}, which is no longer in the files, looks the same. Was it renamed there?`,
        hint: `Renamed: postform state mv ${refusal.from} ${refusal.to} — a new object all the same: --not-moved ${refusal.to}`,
      };
    case 'E_PLAN_STATE_MISSING':
      return {
        message: `The state of stack ${refusal.stack} is empty, but ${refusal.found} of ${refusal.declared} declared objects exist in workspace ${refusal.workspace} already. Is the state missing?`,
        hint: 'Bring the state file back (it belongs in Git or on a shared backend). If these objects were never managed: postform import --workspace ID --all --out DIR',
      };
    case 'E_PLAN_NOTHING_DECLARED': {
      const { stack, managed } = refusal;
      return {
        message: `The files declare nothing, and the state of stack ${stack} has ${managed} ${managed === 1 ? 'object' : 'objects'}: all would be deleted.`,
        hint: `Check desired: in postform.yaml. To delete everything: postform destroy — or --allow-delete ${managed}`,
      };
    }
    case 'E_PLAN_GUARD':
      return guardText(refusal);
    case 'E_READ_CONTRADICTION':
      return refusal.claim === undefined ? incompleteText(refusal) : contradictionText(refusal);
    case 'E_READ_UNLISTED':
      return unlistedText(refusal);
    // A plan file may come from another version of Postform.
    default:
      return { message: `${(refusal as Refusal).code} stands in the way.`, hint: 'Make the plan again: postform plan' };
  }
}

/** The same error, in words: where refusals are its cause, those of the first one, with the number of the others. */
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
    hint: `If that is what you want: --allow-${what} ${count}, or raise guard.${what} in postform.yaml${what === 'delete' ? '. To do the rest and delete nothing: --no-delete' : ''}`,
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
        hint: `${WAIT} — if it stays so, look for the object in Postman; ${stop}`,
      };
    default: {
      const lists = claim.namedBy.map((list) =>
        list === 'workspace' ? "the workspace's list" : `the list of ${pluralOf(kind)}`,
      );
      const names = `${lists.join(' and ')} ${lists.length === 1 ? 'names' : 'name'} it`;
      const says = claim.by === 'absent' ? 'does not exist' : 'is deactivated';
      return {
        message: `${address}: GET says that ${object} ${says}; ${names}${claim.by === 'absent' ? '' : ' as active'}.`,
        hint: `${WAIT} — if it stays so, look for the object in Postman; ${stop}`,
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
    hint: `${WAIT} — if ${address} was moved to another workspace, move it back, or let go of it: postform state rm ${address}`,
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
        message: `${address} would be created, but nobody could read which ${pluralOf(kind)} exist: the workspace's list came without them.`,
        hint: `A ${labelOf(kind)} of that name may be there already. Run it again: postform plan --refresh full`,
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
