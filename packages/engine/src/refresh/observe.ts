// Turns one answer of the server into observations: of the index, of a list, of one object.
import type { Send } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError, assert, CallError } from '../model/errors.ts';
import type { Kind, Listed } from '../model/kind.ts';
import type { KnownBody, Live, Observation } from '../model/observation.ts';
import type { ListRead, ObjectRef } from '../model/read-set.ts';
import type { WorkspaceIndex } from '../model/workspace.ts';
import { refusedClaim } from '../plan/witnesses.ts';
import type { KnownReplies, KnownReply } from './known-replies.ts';

/** Told of each object as soon as it is read. */
export type OnObserved = (item: ObjectRef, observation: Observation) => void;

/** What says which objects exist. */
export type KnownLists = Pick<Live, 'index' | 'lists'>;

/** `replies`: where nobody needs the body of an object that is what it was. */
export type ReadPorts = Ports & { readonly replies?: KnownReplies };

/** What one read is made with. */
export interface ReadContext {
  readonly ports: ReadPorts;
  readonly run: { readonly workspace: string; readonly reservation: { readonly send: Send } };
  readonly known: KnownLists;
  readonly onObserved: OnObserved;
}

/** Throws E_READ_WORKSPACE where the workspace does not exist: a bad id lists as empty, so the index is read first. */
export async function readIndex(ports: Ports, { workspace, reservation }: ReadContext['run']): Promise<WorkspaceIndex> {
  const index = await ports.workspaces.read(reservation.send, workspace);
  if (index !== undefined) return index;
  throw new AppError('E_READ_WORKSPACE', `There is no workspace ${workspace}, or this API key may not see it.`, {
    hint:
      'Check the workspace id (the right one is in the address bar of the workspace), the path in POSTMAN_API_BASE_URL ' +
      'where that is set, and whose API key is in use: postform budget',
  });
}

/**
 * A read may show an object that cannot work any more, where its kind's list would leave it out. A refusal (403) of one
 * object, where the workspace itself could be read, is an observation, too: the others can still be read.
 */
export async function readById(context: ReadContext, item: ObjectRef): Promise<void> {
  const { ports, run, known, onObserved } = context;
  const at = ports.clock.nowMs();
  const { identity, kind } = item;
  const reading = watched(run.reservation.send, ports.replies?.(item));
  const remote = await kind.api(reading.send).read(identity).catch(unlessKnown).catch(unlessForbidden(known));
  const { body, bodyHash } = reading.seen;
  if (remote === 'known') {
    assert(body, 'a reply that is known has been recognised');
    onObserved(item, { status: 'found', identity, at, body });
  } else if (remote === 'forbidden') {
    const claim = refusedClaim(kind, { ...known, observations: new Map() }, identity.id);
    onObserved(item, { status: 'disputed', identity, claim });
  } else if (remote === undefined) onObserved(item, { status: 'absent', identity });
  else if (kind.deactivation?.isShownBy(remote)) onObserved(item, { status: 'deactivated', identity, remote });
  else
    onObserved(item, { status: 'found', identity, remote, at, ...(bodyHash === undefined ? {} : { reply: bodyHash }) });
}

/** One read, and what was seen of its reply. */
interface Watched {
  readonly send: Send;
  readonly seen: { bodyHash?: string; body?: KnownBody };
}

/** Thrown through a kind, which has nothing to unwrap: the body of the reply was dropped. One for all, as its stack is costly. */
const KNOWN_BYTES = new Error('the body of the reply was dropped');

function watched(send: Send, known: KnownReply | undefined): Watched {
  const seen: Watched['seen'] = {};
  const isKnown = (bodyHash: string): boolean => {
    const body = known?.(bodyHash);
    if (body !== undefined) seen.body = body;
    return body !== undefined;
  };
  return {
    seen,
    send: async (call) => {
      const reply = await send(known === undefined ? call : { ...call, isKnown });
      seen.bodyHash = reply.bodyHash;
      if (seen.body !== undefined) throw KNOWN_BYTES;
      return reply;
    },
  };
}

function unlessKnown(error: unknown): 'known' {
  if (error === KNOWN_BYTES) return 'known';
  throw error;
}

function unlessForbidden({ index }: KnownLists): (error: unknown) => 'forbidden' {
  return (error) => {
    if (index !== undefined && error instanceof CallError && error.problem === 'forbidden') return 'forbidden';
    throw error;
  };
}

/** Tells what the list shows; then reads by id what a list of whole objects lacks, unless the index shows it. */
export async function readList(context: ReadContext, { kind, objects }: ListRead): Promise<readonly Listed[]> {
  const { ports, run, known, onObserved } = context;
  const at = ports.clock.nowMs();
  const entries = await kind.api(run.reservation.send).list({ workspace: run.workspace });
  const observed = observedInList(kind, objects, entries, known, at);
  const lacking = objects.filter((_, n) => kind.readBy === 'list' && observed[n]!.status === 'unread');
  if (lacking.length > 0) ports.emit({ type: 'read-further', kind: kind.name, calls: lacking.length });
  for (const [n, item] of objects.entries()) onObserved(item, observed[n]!);
  for (const item of lacking) await readById(context, item);
  return entries;
}

/** What a list says of each of these objects: all of it where it holds whole objects, else a stamp and whether it is named. */
export function observedInList(
  kind: Kind,
  objects: readonly ObjectRef[],
  entries: readonly Listed[],
  { index }: KnownLists,
  at: number,
): readonly Observation[] {
  const listed = new Map(entries.map((entry) => [entry.id, entry]));
  const indexed = new Map((index?.elements[kind.plural] ?? []).map((entry) => [entry.id, entry]));
  return objects.map(({ identity }): Observation => {
    const entry = listed.get(identity.id);
    if (kind.readBy === 'list') {
      if (entry?.remote !== undefined) return { status: 'found', identity, remote: entry.remote, at };
      const isDeactivated = indexed.get(identity.id)?.deactivated === true;
      return isDeactivated ? { status: 'deactivated', identity } : { status: 'unread', listed: false };
    }
    return {
      status: 'unread',
      listed: entry !== undefined,
      ...(entry?.stamp === undefined ? {} : { stamp: entry.stamp }),
    };
  });
}
