// The look. Reads the workspace as far as a refresh mode asks, and says beforehand what that costs.
import type { Address } from '../model/address.ts';
import { addCounts, type Count, countRoute, NO_CALLS, type Reservation, type Send } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError, CallError } from '../model/errors.ts';
import type { Identity, Kind, Listed } from '../model/kind.ts';
import type { Live, Observation } from '../model/observation.ts';
import type { Refresh } from '../model/settings.ts';
import type { WorkspaceIndex } from '../model/workspace.ts';
import { worstOf } from '../plan/price.ts';
import { refusedClaim } from '../plan/witnesses.ts';
import { eachLimited } from './each-limited.ts';

/** An object to look at, by the address that claims it. */
export interface ObjectRef {
  readonly address: Address;
  readonly kind: Kind;
  readonly identity: Identity;
}

export interface LookRequest {
  readonly workspace: string;
  readonly refresh: Exclude<Refresh, 'auto'>;
  readonly wanted: readonly ObjectRef[];
  /** False for a second look at a few addresses: the index is known already. */
  readonly withIndex: boolean;
  /** Kinds whose own list is read for nothing but to know what exists. */
  readonly enumerated?: readonly Kind[];
}

/**
 * Calls of a faultless look. `full`: the workspace, the list of each kind whose list holds whole objects, and one GET
 * for each other object: N + M + K + 2. `list`: the workspace and each kind's list, one call a page.
 */
export function priceOf(world: Pick<Ports, 'kinds' | 'workspaces' | 'client'>, request: LookRequest): Count {
  const { bucketsOf } = world.client;
  if (request.refresh === 'none') return NO_CALLS;
  const index = request.withIndex ? countRoute(world.workspaces.route, 1, bucketsOf) : NO_CALLS;
  const perKind = world.kinds.map((kind) => {
    const objects = request.wanted.filter((wanted) => wanted.kind === kind).length;
    const pages = kind.pageSize === undefined ? 1 : Math.max(1, Math.ceil(objects / kind.pageSize));
    if (request.refresh === 'list') return countRoute(kind.routes.list, pages, bucketsOf);
    if (kind.readBy === 'id') return countRoute(kind.routes.read, objects, bucketsOf);
    return countRoute(kind.routes.list, request.withIndex || objects > 0 ? 1 : 0, bucketsOf);
  });
  const enumerated = (request.enumerated ?? []).map((kind) => countRoute(kind.routes.list, 1, bucketsOf));
  return addCounts(index, ...perKind, ...enumerated);
}

/** For a few addresses: lists of kinds whose list holds whole objects are read only where such an object is wanted. */
export function kindsFor({ kinds }: Pick<Ports, 'kinds'>, wanted: readonly ObjectRef[]): Ports['kinds'] {
  return kinds.filter((kind) => kind.readBy === 'id' || wanted.some((item) => item.kind === kind));
}

/** What a look may cost at the most: an object that its kind's list lacks is asked for by id. */
export function worstOfLook(world: Pick<Ports, 'kinds' | 'workspaces' | 'client'>, request: LookRequest): Count {
  const { bucketsOf } = world.client;
  const confirmed = world.kinds
    .filter((kind) => kind.readBy === 'list')
    .map((kind) => countRoute(kind.routes.read, request.wanted.filter((item) => item.kind === kind).length, bucketsOf));
  return addCounts(worstOf(priceOf(world, request)), ...confirmed);
}

/** Throws E_READ_WORKSPACE where the workspace does not exist: a bad id lists as empty, so it is asked first. */
export async function look(world: Ports, request: LookRequest, reservation: Reservation): Promise<Live> {
  if (request.refresh === 'none') return { observations: new Map() };
  const total = priceOf(world, request).calls;
  let done = 0;
  const progress = (): void => world.emit({ type: 'refresh-progress', done: ++done, of: total });
  world.emit({ type: 'refresh-start', calls: total });
  const index = request.withIndex ? await confirmWorkspace(world, request.workspace, reservation) : undefined;
  if (index) progress();

  const observations = new Map<Address, Observation>();
  const lists = new Map<string, readonly Listed[]>();
  const live: Live = { ...(index ? { index } : {}), lists, observations };
  const saw: Saw = ({ address }, observation) => void observations.set(address, observation);
  const keep = ({ plural }: Kind, entries: readonly Listed[]): void => void lists.set(plural, entries);
  const jobs: (() => Promise<void>)[] = [];
  for (const kind of world.kinds) {
    const wanted = request.wanted.filter((item) => item.kind === kind);
    const list = { kind, wanted };
    if (kind.readBy === 'list' && (request.refresh === 'list' || request.withIndex || wanted.length > 0))
      jobs.push(async () => {
        keep(kind, await lookByList(world, request.workspace, list, live, reservation, saw).finally(progress));
      });
    else if (kind.readBy === 'id' && request.refresh === 'list')
      jobs.push(async () => {
        keep(kind, await hintsByList(request.workspace, list, reservation.send, saw).finally(progress));
      });
    else if (kind.readBy === 'id')
      for (const item of wanted) jobs.push(() => lookById(world, item, live, reservation, saw).finally(progress));
  }
  for (const kind of request.enumerated ?? [])
    jobs.push(async () => {
      const { workspace } = request;
      keep(kind, await hintsByList(workspace, { kind, wanted: [] }, reservation.send, saw).finally(progress));
    });
  await eachLimited(jobs, world.parallelism, world.signal, (job) => job());
  return live;
}

export async function confirmWorkspace(world: Ports, id: string, reservation: Reservation): Promise<WorkspaceIndex> {
  const index = await world.workspaces.read(reservation.send, id);
  if (index !== undefined) return index;
  throw new AppError('E_READ_WORKSPACE', `There is no workspace ${id}, or this API key may not see it.`, {
    hint:
      'Check the workspace id in postform.yaml (it is in the address bar of the workspace), the path in POSTMAN_API_BASE_URL ' +
      'where that is set, and whose API key is in use: postform budget',
  });
}

/** Told of each object as soon as it was looked at. */
export type Saw = (item: ObjectRef, observation: Observation) => void;

/**
 * A read may tell of an object that it cannot work any more, where its kind's list would leave it out. A refusal (403) of
 * one object, where the workspace itself could be read, is a observation, too: the others can still be read.
 */
export async function lookById(
  world: Ports,
  item: ObjectRef,
  known: Pick<Live, 'index' | 'lists'>,
  reservation: Reservation,
  saw: Saw,
): Promise<void> {
  const at = world.clock.nowMs();
  const { identity, kind } = item;
  const remote = await kind.api(reservation.send).read(identity).catch(unlessForbidden(known));
  if (remote === 'forbidden') {
    const claim = refusedClaim(kind, { ...known, observations: new Map() }, identity.id);
    saw(item, { status: 'disputed', identity, claim });
  } else if (remote === undefined) saw(item, { status: 'absent', identity });
  else if (kind.deactivation?.isShownBy(remote)) saw(item, { status: 'deactivated', identity, remote });
  else saw(item, { status: 'found', identity, remote, at });
}

function unlessForbidden({ index }: Pick<Live, 'index'>): (error: unknown) => 'forbidden' {
  return (error) => {
    if (index !== undefined && error instanceof CallError && error.problem === 'forbidden') return 'forbidden';
    throw error;
  };
}

/** What the list holds is told first; then what it lacks is asked for by id, unless the index knows it. */
export async function lookByList(
  world: Ports,
  workspace: string,
  { kind, wanted }: { readonly kind: Kind; readonly wanted: readonly ObjectRef[] },
  known: Pick<Live, 'index' | 'lists'>,
  reservation: Reservation,
  saw: Saw,
): Promise<readonly Listed[]> {
  const at = world.clock.nowMs();
  const listed = await kind.api(reservation.send).list({ workspace });
  const inList = byId(listed);
  const inIndex = byId(known.index?.elements[kind.plural] ?? []);
  const lacking: ObjectRef[] = [];
  for (const item of wanted) {
    const { identity } = item;
    const remote = inList.get(identity.id)?.remote;
    if (remote !== undefined) saw(item, { status: 'found', identity, remote, at });
    else if (inIndex.get(identity.id)?.deactivated === true) saw(item, { status: 'deactivated', identity });
    else lacking.push(item);
  }
  if (lacking.length > 0) world.emit({ type: 'read-further', kind: kind.name, calls: lacking.length });
  for (const item of lacking) saw(item, { status: 'unread', listed: false });
  for (const item of lacking) await lookById(world, item, known, reservation, saw);
  return listed;
}

/** Hints only: whether the list names an object, and its stamp. */
export async function hintsByList(
  workspace: string,
  { kind, wanted }: { readonly kind: Kind; readonly wanted: readonly ObjectRef[] },
  send: Send,
  saw: Saw,
): Promise<readonly Listed[]> {
  const listed = await kind.api(send).list({ workspace });
  const inList = byId(listed);
  for (const item of wanted) {
    const entry = inList.get(item.identity.id);
    const stamp = entry?.stamp === undefined ? {} : { stamp: entry.stamp };
    saw(item, { status: 'unread', listed: entry !== undefined, ...stamp });
  }
  return listed;
}

function byId(entries: readonly Listed[]): ReadonlyMap<string, Listed> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** True for errors after which no further call makes sense: the key, the budget, the lock, or nobody answers at all. */
export function isFatal(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.category === 'deferred' || error.category === 'interrupted') return true;
  if (error instanceof CallError)
    return error.problem === 'unauthorized' || (error.problem === 'network' && error.effect === 'none');
  return error.category === 'locked' || error.category === 'not-allowed';
}

/** True where budget or Ctrl-C kept the call from being sent. */
export function isStoppedBeforeSending(error: unknown): boolean {
  if (!(error instanceof AppError) || (error.category !== 'deferred' && error.category !== 'interrupted')) return false;
  return !(error instanceof CallError) || error.effect === 'none';
}
