// Edits of the state that a person asks for. Each gives the entry to append; none sends a call.
import { type Address, parseAddress } from '../model/address.ts';
import type { Entry } from '../model/entry.ts';
import { AppError } from '../model/errors.ts';
import type { Intent, ResourceRecord, State } from '../model/state.ts';
import { withoutDifferences } from './record.ts';

/** Throws E_STATE_ADDRESS where the state has no such address. */
export function recordOf(state: State, address: Address): ResourceRecord {
  const record = Object.hasOwn(state.resources, address) ? state.resources[address] : undefined;
  if (record !== undefined) return record;
  throw new AppError('E_STATE_ADDRESS', `The state of stack ${state.stack} has no ${address}.`, {
    hint: 'List what it has: postform state list',
  });
}

/** Another address for the same object; refs to it follow. */
export function moveRecord(state: State, from: Address, to: Address): Entry {
  const record = recordOf(state, from);
  const source = parseAddress(from);
  const target = parseAddress(to);
  if (target === undefined || target.kind !== source?.kind)
    throw new AppError('E_STATE_MOVE', `${to} is not an address of the same kind as ${from}.`, {
      hint: `For example: postform state mv ${from} ${source?.kind}.new-name`,
      category: 'usage',
    });
  if (to === from)
    throw new AppError('E_STATE_MOVE', `${from} has that address already.`, {
      hint: `Name another one, for example: postform state mv ${from} ${source.kind}.new-name`,
      category: 'usage',
    });
  if (state.resources[to] !== undefined)
    throw new AppError('E_STATE_MOVE', `${to} is in the state already.`, {
      hint: `Take it out first: postform state rm ${to}`,
    });
  refuseOpen(state, [from, to]);
  const records: Record<Address, ResourceRecord | null> = { [from]: null, [to]: record };
  for (const [address, other] of Object.entries(state.resources)) {
    if (address !== from && other.dependsOn.includes(from))
      records[address] = { ...other, dependsOn: other.dependsOn.map((name) => (name === from ? to : name)).sort() };
  }
  return { type: 'records', records };
}

/** An interrupted write belongs to its address: what it made would be searched at the old one. */
function refuseOpen(state: State, addresses: readonly Address[]): void {
  const open = state.intents.find((intent) => addresses.includes(intent.address));
  if (open === undefined) return;
  throw new AppError(
    'E_STATE_MOVE',
    `A run was interrupted while writing ${open.address}; what became of that is not known yet.`,
    {
      hint: 'Run postform apply first: it finds out. Then move it.',
    },
  );
}

/** What stops being managed with an address; it stays in the workspace. */
export interface Forgotten {
  readonly entry: Entry;
  readonly current?: string;
  /** Objects that a replace has superseded, and that nobody will delete any more. */
  readonly deposed: readonly string[];
  /** A write that was interrupted, of which nobody will find out what it did. */
  readonly open?: Intent['op'];
}

/** Stops managing the objects of an address: the current one, superseded ones, and what an interrupted write may have made. */
export function forgetRecord(state: State, address: Address): Forgotten {
  const open = state.intents.find((intent) => intent.address === address);
  const record = open === undefined ? recordOf(state, address) : state.resources[address];
  return {
    entry:
      open === undefined
        ? { type: 'records', records: { [address]: null } }
        : { type: 'intent-closed', address, records: { [address]: null } },
    ...(record?.current === undefined ? {} : { current: record.current.id }),
    deposed: (record?.deposed ?? []).map(({ id }) => id),
    ...(open === undefined ? {} : { open: open.op }),
  };
}

/** What the server made of these leaves is fine: the plan stops showing them. */
export function acceptDifferences(state: State, address: Address): Entry {
  return { type: 'records', records: { [address]: withoutDifferences(recordOf(state, address)) } };
}
