// What a kind of resource says of itself: data, pure functions, and `api`, the half that costs calls.
import type { Route, Send } from './call.ts';
import type { Detail } from './detail.ts';
import type { Json, JsonObject } from './json.ts';
import type { LeafPath } from './leaf-paths.ts';
import type { ItemIds, Parts } from './parts.ts';
import type { Pointer, PointerPattern } from './pointer.ts';
import type { Parsed, ParseInput, RewriteInput, Rewritten, WriteOutput } from './written.ts';

/** One comparable piece of a spec: the grain of digests, moves and policies. */
export interface Leaf {
  readonly pointer: Pointer;
  readonly value: Json;
}

/** A leaf that differs between two specs. `undefined` is absence. Secret values are `sealed` nodes. */
export interface LeafChange {
  readonly pointer: Pointer;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** One neutral line for people; the cli colours it. `depth` counts levels of indentation. */
export interface Line {
  readonly mark: '+' | '-' | '~' | ' ';
  readonly depth: number;
  readonly text: string;
}

/** A named normalisation: what it does to both sides of a comparison, and why that is right. */
export interface Rule {
  readonly name: string;
  /** The documented fact behind the rule. */
  readonly why: string;
  apply(spec: JsonObject): JsonObject;
}

/**
 * A part of the tree that is ours as a whole. A leaf below `at` that desired lacks is
 * deleted (`delete`), or left alone unless we sent it once (`keep`).
 */
export interface Ownership {
  readonly at: Pointer;
  /** What becomes of leaves there that desired lacks. */
  readonly unmanaged: 'delete' | 'keep';
}

/** A field that names another resource: authored as its address or as `{ uid: … }`, sent as that resource's attribute. */
export interface RefField {
  readonly pointer: Pointer;
  readonly kind: string;
  readonly attribute: string;
}

export interface AttributeMeaning {
  readonly description: string;
  /** The value, such as a URL, stands in no text by chance: where an import finds it, it writes a use. */
  readonly unmistakable?: true;
}

/** The API's names for an object. `uid` is read, never built. */
export interface Identity {
  readonly id: string;
  readonly uid: string;
}

/** An object as a list or a workspace names it. `remote` where the list holds the whole object. */
export interface Listed extends Identity {
  readonly name: string;
  /** When it was last changed, as the server writes it: a hint, never evidence. */
  readonly stamp?: string;
  readonly deactivated?: boolean;
  readonly isFork?: boolean;
  readonly remote?: JsonObject;
}

/** A write's reply: the identity, and the whole object where the reply carries it. */
export interface Written extends Identity {
  readonly remote?: JsonObject;
  /** The id of the task that will do the write; absent where it is done. */
  readonly task?: string;
}

export type TaskStatus = 'in-progress' | 'successful' | 'failed';

export interface Scope {
  /** Workspace id. */
  readonly workspace: string;
}

/** The paid half of a kind. Each method sends exactly one call, `list` one per page. Errors are CallErrors. */
export interface KindApi {
  list(scope: Scope): Promise<readonly Listed[]>;
  /** Undefined where the server says that the object does not exist. */
  read(identity: Identity): Promise<JsonObject | undefined>;
  create(body: JsonObject, scope: Scope): Promise<Written>;
  /** `asTask`: the server may answer at once and do it later. */
  update(identity: Identity, body: JsonObject, how?: { readonly asTask: boolean }): Promise<Written>;
  /** How a task stands; only kinds with `routes.task` have tasks. */
  task?(id: string): Promise<TaskStatus>;
  /** `gone` where the object did not exist any more. */
  remove(identity: Identity): Promise<'deleted' | 'gone'>;
}

/** A kind as data: its names, its fields, and what the API can and cannot do with them. */
export interface KindData {
  /** The first half of an address, such as `box` in `box.small`. */
  readonly name: string;
  /** The key in desired files, and in a workspace's element lists. */
  readonly plural: string;
  /** What people call one. */
  readonly label: string;
  /** JSON Schema (draft-07) of one resource as authored; titles and descriptions serve as editor hover. */
  readonly written: JsonObject;
  readonly refs: readonly RefField[];
  /** Leaves that the API cannot change: a change of one means replace. */
  readonly immutable: readonly Pointer[];
  /** Leaves that no read returns: compared with what was sent only. */
  readonly writeOnly: readonly PointerPattern[];
  /** Leaves that a create may leave out and a later update adds: where a dependency cycle may be cut. */
  readonly deferrable: readonly PointerPattern[];
  /** Leaves that only an update can set: a create leaves them out, and an update follows. */
  readonly createOmits?: readonly PointerPattern[];
  /** What other resources may refer to as `${kind.name.attribute}`; all are known only after the create. */
  readonly attributes: Readonly<Record<string, AttributeMeaning>>;
  /** Where `leaves` may find some, for people who write policies; each leaf lies at one of them. */
  readonly leafPaths: readonly LeafPath[];
  /** Rises when normalisation or leaves change, so that recorded digests are not compared across versions. */
  readonly version: number;
  readonly rules: readonly Rule[];
  /**
   * `whole`: an update replaces the object, so the engine hands over a spec that also holds every live leaf we do not
   * manage. `partial`: what the body leaves out stays as it is, so ignored and kept leaves are left out.
   */
  readonly put: 'whole' | 'partial';
  /**
   * How it is known which objects exist. `workspace-index`: the workspace's index names them, or the kind's own list where
   * the index comes without them. `own-list`: only the kind's list does. `singleton`: each workspace has exactly one,
   * under the workspace's id; it is neither created nor deleted. Nothing is created where nobody could read this.
   */
  readonly existence: 'workspace-index' | 'own-list' | 'singleton';
  /** How objects are read: each by its id, or all of them by the kind's list, which then holds whole objects. */
  readonly readBy: 'id' | 'list';
  /** True where the replies of create and update carry the whole object, so that no read-back is needed. */
  readonly replyIsWhole: boolean;
  /** Only where the server switches objects off by itself: such an object still exists and is replaced. */
  readonly deactivation?: {
    /** Whether a whole object, or its entry in the workspace's index, says that it is switched off. */
    isShownBy(object: JsonObject): boolean;
    /** When the server does it and what a replacement changes, in a sentence for the plan. */
    readonly why: string;
  };
  /** Largest request body the API takes, bytes. */
  readonly maxBodyBytes?: number;
  readonly routes: {
    readonly list: Route;
    readonly read: Route;
    readonly create: Route;
    readonly update: Route;
    readonly delete: Route;
    /** Tells the status of an update that was asked for as a task; absent where there are none. */
    readonly task?: Route;
  };
  /** True where the entries of `list` carry a stamp. */
  readonly listShowsStamps?: true;
  /** Objects per page of `list`; absent where the list has no pages. */
  readonly pageSize?: number;
}

/** A kind as pure functions between what is written, the spec, and the API's object. */
export interface KindFunctions {
  /** Absent where an object has no parts with an identity of their own. */
  readonly parts?: Parts;
  parse(input: ParseInput): Parsed;
  /** The inverse of parse, for import. `refName` turns a uid into an address where that object is managed. */
  write(
    spec: JsonObject,
    context: {
      readonly name: string;
      refName(kind: string, uid: string): string | undefined;
      /** Values that people pasted stay in the files. */
      readonly keepSecrets?: boolean;
    },
  ): WriteOutput;
  /**
   * What must change in the files for them to mean `after`. What has not changed keeps its form and its order, and what
   * has is written in the form that people use beside it. Nothing authored with a use, a ref or a secret is replaced by
   * a literal value.
   */
  rewrite(input: RewriteInput): Rewritten;
  /** What all rules make of a spec, one after another; only where one walk does it cheaper than a walk for each. */
  normalize?(spec: JsonObject): JsonObject;
  leaves(spec: JsonObject): readonly Leaf[];
  owns(spec: JsonObject): readonly Ownership[];
  /** Whether a leaf's value must not be shown. */
  isSensitive(leaf: Leaf, spec: JsonObject): boolean;
  /**
   * A copy in which values that people paste and that should not be printed (tokens, passwords) are replaced by
   * `seal(value)`; for showing and for backups only.
   */
  redact?(spec: JsonObject, seal: (value: Json) => Json): JsonObject;
  /** Drops what the server sets; keys items by recorded id first, then by path and occurrence. Not yet normalised. */
  fromRemote(remote: JsonObject, itemIds: ItemIds): { readonly spec: JsonObject; readonly itemIds: ItemIds };
  /**
   * The request body. `current` (the remote object as just read) is given for updates: what we do not model is
   * carried over from it, and item ids are taken from it.
   */
  toRemote(spec: JsonObject, context: { readonly current?: JsonObject; readonly itemIds: ItemIds }): JsonObject;
  /** Values of `attributes`, from a whole remote object or from a write's reply. */
  attributesOf(remote: JsonObject): Readonly<Record<string, string>>;
  /** When the server last changed a whole object, as it writes it (ISO 8601): a hint, never evidence. */
  stampOf(remote: JsonObject): string | undefined;
  /** Lines for people about these leaves, grouped as the kind sees fit; short ones unless asked. Order: as they stand in the object. */
  describe(
    changes: readonly LeafChange[],
    before: JsonObject | undefined,
    after: JsonObject | undefined,
    detail?: Detail,
  ): readonly Line[];
}

/** All that a kind says of itself: data, pure functions, and `api`, the half that costs calls. */
export interface Kind extends KindData, KindFunctions {
  api(send: Send): KindApi;
}

/** The registry of kinds, in the order in which people expect them: what others depend on first. */
export type Kinds = readonly Kind[];

export function kindNamed(kinds: Kinds, name: string): Kind | undefined {
  return kinds.find((kind) => kind.name === name);
}

/** All rules in order. Idempotence is a law with a test per kind. */
export function normalize(kind: Kind, spec: JsonObject): JsonObject {
  return kind.normalize?.(spec) ?? kind.rules.reduce((tree, rule) => rule.apply(tree), spec);
}
