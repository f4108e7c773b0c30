// Decides where a kept copy goes: into the object that still is managed, under an address of the files, or into a new object.
import { type Address, kindNameOf } from '../model/address.ts';
import { DEFAULT_LIFECYCLE, type Desired, type DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type Kind, kindNamed, normalize } from '../model/kind.ts';
import { matchesAny, setAt } from '../model/pointer.ts';
import { type CurrentObject, currentAt, currentObjects, type State } from '../model/state.ts';
import { holdsHidden, type Kept, type KeptSpec, keptSpec } from './kept-spec.ts';

export interface Destination extends KeptSpec {
  readonly address: Address;
  readonly kind: Kind;
  readonly how: 'edit' | 'declared' | 'unmanaged';
  /** The copy as if the files declared it. */
  readonly resource: DesiredResource;
}

/** Throws E_RESTORE_COPY and E_RESTORE_RECORD. */
export function destinationOf(
  { kinds }: Pick<Ports, 'kinds'>,
  about: {
    readonly desired: Desired;
    readonly state: State;
    readonly kept: Kept;
    readonly digester: Digester;
    /** True where a read has shown that the object that the state has is gone. */
    readonly isGone?: boolean;
  },
): Destination {
  const { desired, state, kept, digester, isGone = false } = about;
  const kind = kindNamed(kinds, kindNameOf(kept.address));
  if (kind === undefined) throw refusedCopy(`this version does not know the kind of ${kept.address}`);
  if (kept.workspace !== undefined && kept.workspace !== state.workspace)
    throw refusedCopy(`it is of an object in workspace ${kept.workspace}, and this stack is ${state.workspace}`);
  const owner = currentObjects(state).find(([at, { id }]) => kindNameOf(at) === kind.name && id === kept.id);
  const resourceAt = (at: Address) => desired.resources.find((resource) => resource.address === at);
  const home = owner?.[0] ?? kept.address;
  const isEdit = owner !== undefined && !isGone;
  const isFree = resourceAt(home) !== undefined && (isGone || currentAt(state, home) === undefined);
  const how = isEdit ? 'edit' : isFree ? 'declared' : 'unmanaged';
  const address = how === 'unmanaged' ? freeAddress(kept.address, desired, state) : home;
  if (isEdit) refuseUnsettled(address, owner[1], digester.tag(kind));
  const files = resourceAt(address);
  const { spec: seen, hidden } = keptSpec(kind, kept, !isEdit);
  const spec = withUnread(kind, seen, files);
  if (holdsHidden(spec, kept.isRedacted) || (!isEdit && spec['name'] === undefined))
    throw refusedCopy('parts of it were hidden, and it makes no sense without them');
  const protect = files?.lifecycle.protect ?? state.resources[address]?.protect ?? false;
  const place = files?.place ?? { file: '', line: 1, column: 1 };
  const lifecycle = { ...DEFAULT_LIFECYCLE, protect, ignore: hidden };
  return { address, kind, how, spec, hidden, resource: { address, kind: kind.name, spec, lifecycle, place } };
}

/** An address that neither the files nor the state has: nothing is recorded under it. */
function freeAddress(address: Address, { resources }: Desired, state: State): Address {
  const taken = new Set([...resources.map((resource) => resource.address), ...Object.keys(state.resources)]);
  if (!taken.has(address)) return address;
  for (let n = 1; ; n++) {
    const other = `${address}-restored${n === 1 ? '' : `-${n}`}`;
    if (!taken.has(other)) return other;
  }
}

/** What no read returns is in no copy: it goes as the files say it, for a write without it may take a default. */
function withUnread(kind: Kind, spec: JsonObject, files: DesiredResource | undefined): JsonObject {
  if (kind.writeOnly.length === 0) return spec;
  if (files === undefined)
    throw refusedCopy(
      `no read of a ${kind.label} returns ${kind.writeOnly.join(', ')}, so the copy lacks it, and the files do not say it`,
      'Declare it in the files at that address, then run the same command again.',
    );
  const unread = kind.leaves(normalize(kind, files.spec)).filter(({ pointer }) => matchesAny(pointer, kind.writeOnly));
  return unread.reduce<Json>((tree, { pointer, value }) => setAt(tree, pointer, value), spec) as JsonObject;
}

/** The restore has to show as an edit: that takes a record of what was there before. */
function refuseUnsettled(address: Address, { baseline }: CurrentObject, tag: string): void {
  if (baseline.unsettled !== true && baseline.tag === tag) return;
  throw new AppError(
    'E_RESTORE_RECORD',
    `What the state says of ${address} is not up to date, so the restored parts could not be told from what was there before. Nothing was written.`,
    { hint: `Run postform apply --destination ${address} first, then the same command again.`, category: 'refused' },
  );
}

export function refusedCopy(
  why: string,
  hint = 'Open the copy and take what you need from it into the files.',
): AppError {
  return new AppError('E_RESTORE_COPY', `This copy cannot be put back: ${why}. Nothing was written.`, {
    hint,
    category: 'refused',
  });
}
