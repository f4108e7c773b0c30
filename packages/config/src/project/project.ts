// Declares the project, as written and as resolved for one stack.
/** So many, or so many of a hundred. */
export type Amount = { readonly count: number } | { readonly percent: number };

/** Most that one plan may touch, by kind; `default` holds for kinds that are not named. */
export type Limit = Readonly<Record<string, Amount>>;

export interface Guard {
  readonly delete?: Limit;
  readonly change?: Limit;
  /** What becomes of what seems to be a credential; absent: `warn`. */
  readonly secrets?: OnCredentials;
}

export type OnCredentials = 'warn' | 'refuse' | 'off';

/** Everything a run needs to know about its stack. */
export interface Project {
  /** Absolute path of the folder that holds the project file. */
  readonly root: string;
  /** Name of the project file in `root`. */
  readonly file: string;
  readonly stack: string;
  /** All stacks of the file, in its order. */
  readonly stacks: readonly string[];
  /** Workspace id. */
  readonly workspace: string;
  /** Name of the environment variable that holds the API key. */
  readonly apiKey: { readonly env: string };
  /** Where the data of the team lies; absent: the usual server. */
  readonly region?: Region;
  /** `path` is relative to `root`; the cli has a default. */
  readonly state: { readonly backend: 'file'; readonly path?: string };
  readonly budget: {
    readonly maxCallsPerRun?: number;
    /** Calls of the month that no run may spend; a percentage is of the month's allowance. */
    readonly monthlyReserve?: Amount;
    /** No call is sent when a run has lasted so long. */
    /** `files`, or the URL of a Redis: where runs of one user share limits and the month. */
    readonly store?: string;
    readonly maxDurationMs?: number;
    /** True: sleep through windows that are used up, however long. */
    readonly wait?: boolean;
  };
  readonly guard: Guard;
  /** Listing a secret is the consent to upload it. */
  readonly secrets: Readonly<Record<string, { readonly env: string }>>;
  /** How long the server's lists may lag behind a write, and who reads back what was written. */
  readonly settle: {
    readonly timeMs: number;
    readonly mode: 'readback' | 'lazy';
    /** Updates from this size on are asked for as tasks; absent: as the engine has it. Infinite: none. */
    readonly asyncFromBytes?: number;
  };
  /** Those whose environment variable is not set are left out. */
  readonly vars: Readonly<Record<string, string>>;
}

export type Region = 'us' | 'eu';

/** A value, or the environment variable that holds it. */
export type WrittenVar = string | number | boolean | { readonly env: string };

export type WrittenAmount = number | string;
export type WrittenLimit = WrittenAmount | Readonly<Record<string, WrittenAmount>>;

/** What may stand at the top of the file and again in a stack, which then wins. */
export interface WrittenSettings {
  readonly apiKey?: { readonly env: string };
  readonly region?: Region;
  readonly state?: { readonly backend?: 'file'; readonly path?: string };
  readonly budget?: {
    readonly maxCallsPerRun?: number;
    readonly monthlyReserve?: WrittenAmount;
    readonly store?: string;
    readonly maxDuration?: string;
    readonly wait?: boolean;
  };
  readonly guard?: {
    readonly delete?: WrittenLimit;
    readonly change?: WrittenLimit;
    readonly secrets?: OnCredentials;
  };
  readonly secrets?: Readonly<Record<string, { readonly env: string }>>;
  readonly settle?: { readonly time?: string; readonly mode?: 'readback' | 'lazy'; readonly asyncFrom?: string };
  readonly vars?: Readonly<Record<string, WrittenVar>>;
  /** Names of environment variables that `${env.NAME}` may read. */
  readonly env?: readonly string[];
}

export interface WrittenStack extends WrittenSettings {
  readonly workspace: string;
}

/** The project file after its schema was checked. */
export interface WrittenProject extends WrittenSettings {
  readonly postform: 1;
  readonly desired: readonly string[];
  readonly workspace?: string;
  readonly stacks?: Readonly<Record<string, WrittenStack>>;
}

/** Name of the stack of a project file that has `workspace:` at the top. */
export const DEFAULT_STACK = 'default';
export const DEFAULT_API_KEY_ENV = 'POSTMAN_API_KEY';
export const DEFAULT_SETTLE_MS = 10_000;
