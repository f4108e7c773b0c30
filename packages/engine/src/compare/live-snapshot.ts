// Makes the snapshot of a live object: what was read of it, as a normalised spec.
import type { Address } from '../model/address.ts';
import type { Digester } from '../model/digest.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { type Kind, normalize } from '../model/kind.ts';
import { type Known, NOTHING_KNOWN } from '../model/known.ts';
import { type Found, type KnownBody, remoteOf } from '../model/observation.ts';
import type { ItemIds } from '../model/parts.ts';
import { type CurrentObject, textOfItemIds } from '../model/state.ts';
import { LaterSnapshot, makeSnapshot, type Snapshot } from './snapshot.ts';

/** A remote object as it was read, and what is compared and recorded of it. */
export interface LiveView {
  readonly remote: JsonObject;
  readonly snapshot: Snapshot;
  readonly itemIds: ItemIds;
}

/** Whose object it is, and with what its body is understood. */
export interface LiveContext {
  readonly address: Address;
  readonly kind: Kind;
  /** The object as it is recorded; absent where it is not. */
  readonly current?: Pick<CurrentObject, 'itemIds'> | undefined;
  readonly digester: Digester;
  readonly known?: Known;
}

/** A read-back asks first whether the write had an effect, and then what the server has settled on. */
const viewed = new WeakMap<
  JsonObject,
  { readonly itemIds: ItemIds; readonly digester: Digester; readonly view: LiveView }
>();

/** The remote object as a normalised spec, its items keyed by recorded id first. Made once for the same object and ids. */
export function viewRemote(kind: Kind, remote: JsonObject, itemIds: ItemIds, digester: Digester): LiveView {
  const known = viewed.get(remote);
  if (known?.itemIds === itemIds && known.digester === digester) return known.view;
  const read = kind.fromRemote(remote, itemIds);
  const snapshot = makeSnapshot(kind, normalize(kind, read.spec), digester);
  const view = { remote, snapshot, itemIds: read.itemIds };
  viewed.set(remote, { itemIds, digester, view });
  return view;
}

/** As `viewRemote`; a body that was read before is understood only where somebody asks for more than its root. */
export function viewFound(found: Found, context: LiveContext): LiveView {
  const { address, kind, current, digester, known = NOTHING_KNOWN } = context;
  const make = (): LiveView => viewRemote(kind, remoteOf(found), current?.itemIds ?? {}, digester);
  if ('body' in found) return new LaterView(found.body.root, make);
  const input = inputOf(found.reply ?? JSON.stringify(found.remote), context);
  const body = input === undefined ? undefined : knownBodyAt(known, address, input);
  if (body !== undefined) return new LaterView(body.root, make);
  const view = make();
  const { root } = view.snapshot;
  const stamp = kind.stampOf(found.remote);
  if (input !== undefined && root !== undefined) {
    const made = { root, ...(stamp === undefined ? {} : { stamp }) };
    known.note('live', address, input, { made, from: found.remote });
  }
  return view;
}

/** What was made of a body with this digest; undefined where it was another when the object was last read. */
export function knownBody(reply: string, context: LiveContext): KnownBody | undefined {
  const input = inputOf(reply, context);
  return input === undefined ? undefined : knownBodyAt(context.known ?? NOTHING_KNOWN, context.address, input);
}

function knownBodyAt(known: Known, address: Address, input: string): KnownBody | undefined {
  const kept = known.made('live', address, input);
  if (!isObject(kept) || typeof kept['root'] !== 'string') return undefined;
  const { root, stamp } = kept;
  return { root, ...(typeof stamp === 'string' ? { stamp } : {}) };
}

/** The same bytes are understood the same way with the same item ids, rules and key. */
function inputOf(reply: string, { kind, current, digester, known }: LiveContext): string | undefined {
  return known?.digest([digester.tag(kind), reply, current === undefined ? '' : textOfItemIds(current)]);
}

/** A view whose root is known already: the rest is made when somebody asks for it. */
class LaterView implements LiveView {
  readonly snapshot: Snapshot;
  readonly #make: () => LiveView;
  #made: LiveView | undefined;

  constructor(root: string, make: () => LiveView) {
    this.snapshot = new LaterSnapshot(root, () => this.#view().snapshot);
    this.#make = make;
  }

  get remote(): JsonObject {
    return this.#view().remote;
  }

  get itemIds(): ItemIds {
    return this.#view().itemIds;
  }

  #view(): LiveView {
    this.#made ??= this.#make();
    return this.#made;
  }
}
