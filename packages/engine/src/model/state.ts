// State, what we remember: one record per address, open intents, and the plan in progress.
import type { Address } from './address.ts';
import type { Desired } from './desired.ts';
import type { Identity } from './kind.ts';
import type { Digest, ItemIds } from './parts.ts';
import type { Pointer } from './pointer.ts';
import type { Random } from './ports.ts';

/**
 * What we last sent and what the server settled on, leaf by leaf.
 * `settled` holds only the leaves that differ from `sent`: another digest, or null where the server has no such leaf,
 * and those that only the server has. `unsettled` is true until a read has shown the object after our write; until then
 * `before` says what the leaves that an update changes were before it (null: no such leaf), so that one without effect is
 * known.
 */
export interface Baseline {
  /** `Kind.version` and the mark of the fingerprint key; digests of another tag are not compared. */
  readonly tag: string;
  readonly sent: Readonly<Record<Pointer, Digest>>;
  readonly settled: Readonly<Record<Pointer, Digest | null>>;
  /** Digests of the whole specs: equal ones need no comparison of leaves. Absent where a value was unknown. */
  readonly roots: { readonly sent?: Digest; readonly settled?: Digest };
  readonly unsettled?: true;
  readonly before?: Readonly<Record<Pointer, Digest | null>>;
}

/** The object that an address manages, as it was last written or read. */
export interface CurrentObject extends Identity {
  /** What others may refer to; lets a plan resolve refs without a read. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly baseline: Baseline;
  /** Sent leaves that came back missing or different, and that nobody accepted yet. */
  readonly differences: readonly Pointer[];
  readonly itemIds: ItemIds;
  /**
   * Remote edits that a person accepted, of leaves that the files do not say: the digest that live had then, null for no such
   * leaf. While live has it they are kept and not shown.
   */
  readonly accepted?: Readonly<Record<Pointer, Digest | null>>;
  /** Our delete of it was answered with success, and it still exists. */
  readonly survivedDelete?: true;
}

const textsOfIds = new WeakMap<Pick<CurrentObject, 'itemIds'>, string>();

/** Gives a store a way to say which item ids an object has without unpacking them: other ids have another text. */
export function nameItemIds(current: Pick<CurrentObject, 'itemIds'>, text: string): void {
  textsOfIds.set(current, text);
}

/** A text that tells these item ids from others. */
export function textOfItemIds(current: Pick<CurrentObject, 'itemIds'>): string {
  return textsOfIds.get(current) ?? JSON.stringify(current.itemIds);
}

/** What is remembered of an address. It leaves the state when it has no object any more: neither current nor deposed. */
export interface ResourceRecord {
  /** Absent once the current object is gone and deposed ones are left. */
  readonly current?: CurrentObject;
  /** Objects that a replace has superseded and that still have to be deleted. */
  readonly deposed: readonly Identity[];
  readonly dependsOn: readonly Address[];
  readonly protect: boolean;
  /** Leaves into which the files put a secret when they were last written: live may still hold it when the files do not. */
  readonly secrets?: readonly Pointer[];
}

/** A record whose object exists, as far as it is known. */
export type CurrentRecord = ResourceRecord & { readonly current: CurrentObject };

/** An object whose delete was answered with success: that is believed once the workspace's index does not name it any more. */
export interface Deleted extends Identity {
  readonly address: Address;
  /** Epoch milliseconds of the answer. */
  readonly at: number;
  readonly secrets?: readonly Pointer[];
}

/** Digests of leaves that a write sends; `root`: of the whole spec, where all of it is sent. */
export interface SentLeaves {
  readonly tag: string;
  readonly leaves: Readonly<Record<Pointer, Digest>>;
  readonly root?: Digest;
}

/** A write, written down before its call, with what is needed to record it where its run dies before it can. */
export interface Intent {
  readonly address: Address;
  readonly op: 'create' | 'update' | 'delete';
  /** The plan step that it belongs to. */
  readonly step: string;
  /** The object; absent for a create. */
  readonly identity?: Identity;
  /** Name of the object to be created, by which it can be found again. */
  readonly name?: string;
  /** True for the create of a replace: the recorded object is superseded, not gone. */
  readonly replaces?: true;
  /** True where a kept copy is put back: what is remembered of the object stays as it was. */
  readonly restores?: true;
  /** The task that does the update, once the server has named it. */
  readonly task?: string;
  /** One digest over the leaves being sent. */
  readonly sending: Digest;
  /** For a create: what its record will say of the leaves being sent, those that no read returns included. */
  readonly sent?: SentLeaves;
  /** What its record will say besides. */
  readonly dependsOn?: readonly Address[];
  readonly protect?: boolean;
  readonly secrets?: readonly Pointer[];
  /** For a create: ids of the objects of that name that existed before. */
  readonly seenBefore: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A saved plan that is being applied, and its steps that are done. */
export interface InProgress {
  readonly plan: Digest;
  readonly done: readonly string[];
  /** Steps that have left something behind and are not done: what moved at their addresses, we moved. */
  readonly begun?: readonly string[];
}

export interface State {
  readonly format: 1;
  /** Set once, when the state is made; plans of another lineage are refused. */
  readonly lineage: string;
  /** Rises by one with each entry. */
  readonly serial: number;
  readonly workspace: string;
  readonly stack: string;
  /** Fingerprint key, base64, where none is given by the environment. */
  readonly key?: string;
  readonly resources: Readonly<Record<Address, ResourceRecord>>;
  readonly intents: readonly Intent[];
  readonly inProgress?: InProgress;
  /** Deletes that nobody has confirmed yet; absent where there are none. */
  readonly deleted?: readonly Deleted[];
}

/** The object that an address manages; undefined where it has none. */
export function currentAt(state: State | undefined, address: Address): CurrentObject | undefined {
  return state?.resources[address]?.current;
}

/** Every object that an address manages, sorted by address. */
export function currentObjects(state: State | undefined): readonly (readonly [Address, CurrentObject])[] {
  return Object.entries(state?.resources ?? {})
    .flatMap(([address, { current }]) => (current === undefined ? [] : [[address, current] as const]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A new state: lineage, and a fingerprint key of its own. */
export function firstState(
  { random }: { readonly random: Random },
  desired: Pick<Desired, 'workspace' | 'stack'>,
): State {
  return {
    format: 1,
    lineage: random.uuid(),
    serial: 0,
    workspace: desired.workspace,
    stack: desired.stack,
    key: Buffer.from(random.bytes(32)).toString('base64'),
    resources: {},
    intents: [],
  };
}
