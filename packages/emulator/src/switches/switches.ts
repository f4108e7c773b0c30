// The switch room: every behaviour the sources leave open, what it may be, and what it is until somebody says otherwise.
/** What a switch may be, its default, and where the doubt comes from. */
interface SwitchRow {
  readonly values: readonly (string | boolean)[] | 'milliseconds' | 'minutes';
  readonly standard: string | boolean | number;
  readonly source: string;
}

/** One row per switch. README.md shows the same table to people. */
export const switchTable = {
  suppliedIdsOnCreate: {
    values: ['strip', 'refuse'],
    standard: 'strip',
    source:
      'postman-app-support#4229 (staff: ids are stripped); OpenAPI 1.45.0 createCollection 400 instanceFoundError',
  },
  unknownItemIds: {
    values: ['refuse', 'accept'],
    standard: 'refuse',
    source: 'postman-app-support#7315, #8149; whether new ids chosen by the client are accepted is unknown',
  },
  disableBodyPruning: {
    values: [true, false],
    standard: true,
    source: 'OpenAPI 1.45.0 getCollection example: on every request; that the server adds it is inferred',
  },
  schemaEcho: {
    values: ['other', 'sent', 'postman', 'getpostman'],
    standard: 'other',
    source: 'OpenAPI 1.45.0 says schema.postman.com, postman-mcp-server writes schema.getpostman.com',
  },
  updatedAtMovesOnNestedEdits: {
    values: [true, false],
    standard: true,
    source: 'postman-app-support#13034: the list does not show edits inside a collection',
  },
  asyncUpdateMs: {
    values: 'milliseconds',
    standard: 100,
    source: 'OpenAPI 1.45.0 putCollection 202; the time it takes is not documented',
  },
  patchVariables: {
    values: ['merge', 'replace'],
    standard: 'merge',
    source: 'OpenAPI 1.45.0 patchCollection: "add or update"; removal unknown',
  },
  environmentUnknownTypes: {
    values: ['echo', 'default', 'refuse'],
    standard: 'echo',
    source: 'OpenAPI 1.45.0 allows default and secret; exported files also hold text and any',
  },
  environmentDuplicateKeys: {
    values: ['accept', 'refuse'],
    standard: 'accept',
    source: 'no uniqueness error is documented',
  },
  environmentPutRequiresName: {
    values: [true, false],
    standard: true,
    source: 'OpenAPI 1.45.0 putEnvironment: the 400 example says required, one request example omits it',
  },
  environmentPatchMixedOperations: {
    values: [false, true],
    standard: false,
    source: 'OpenAPI 1.45.0 patchEnvironment: text says one type of operation at a time, an example mixes two',
  },
  monitorNullsOnRead: {
    values: [true, false],
    standard: true,
    source: 'postmanctl reads a nullable requestTimeout; postman-repo-sync-action writes null, 0 and {}',
  },
  monitorSixFieldCron: {
    values: [false, true],
    standard: false,
    source: 'OpenAPI 1.45.0 getMonitor example "0 0 * * * *" while writes take five fields',
  },
  monitorPutSubObjects: {
    values: ['merge', 'replace'],
    standard: 'merge',
    source: 'OpenAPI 1.45.0 updateMonitor is partial; what happens to omitted sub-keys is unknown',
  },
  monitorsOnCollectionDelete: {
    values: ['deactivate', 'delete', 'keep'],
    standard: 'deactivate',
    source: 'postman-app-support#10199 ("lost", "disabled or suspended"), #7263 (stayed visible)',
  },
  monitorMinimumMinutes: {
    values: 'minutes',
    standard: 5,
    source: 'postman-docs PR 5364: every 5 minutes on paid plans, hourly on the free one',
  },
  mockConfigWritable: {
    values: [false, true],
    standard: false,
    source: 'OpenAPI 1.45.0 updateMock: only config.serverResponseId is in the request schema',
  },
  mockNullEnvironment: {
    values: ['unset', 'refuse'],
    standard: 'unset',
    source: 'OpenAPI 1.45.0 updateMock says nothing of unsetting the environment',
  },
  rateLimitBody: {
    values: ['named', 'string', 'old', 'problem'],
    standard: 'named',
    source: 'OpenAPI 1.45.0 prose; the 2022 document; the support article; common429Error',
  },
  rateLimitResetUnit: {
    values: ['epoch', 'delta'],
    standard: 'epoch',
    source: 'Postman documentation of 2022-08 (epoch) and of 2024-10 ("time until"); X-RateLimit-Reset only',
  },
  refusedCallsCountAgainstMonth: {
    values: [true, false],
    standard: true,
    source: 'not documented; the dearer reading is the default',
  },
} as const satisfies Record<string, SwitchRow>;

type Table = typeof switchTable;
type ValueOf<Row> = Row extends { values: readonly (infer Value)[] } ? Value : number;

/** Every switch and its value. */
export type Switches = { -readonly [Name in keyof Table]: ValueOf<Table[Name]> };

/** All switches at their defaults, with `given` laid over. Throws a RangeError that names a wrong switch or value. */
export function resolveSwitches(given: Readonly<Record<string, unknown>> = {}): Switches {
  const out: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(switchTable)) out[name] = row.standard;
  return applySwitches(out as unknown as Switches, given);
}

/** A copy of `current` with `given` laid over. Throws a RangeError that names a wrong switch or value. */
export function applySwitches(current: Switches, given: Readonly<Record<string, unknown>>): Switches {
  const out: Record<string, unknown> = { ...current };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(switchTable, name)) throw new RangeError(`there is no switch named "${name}"`);
    const { values }: SwitchRow = switchTable[name as keyof Table];
    const fits = Array.isArray(values)
      ? values.some((allowed) => allowed === value)
      : typeof value === 'number' && Number.isFinite(value) && value >= 0;
    if (!fits) throw new RangeError(`switch "${name}" may be ${Array.isArray(values) ? values.join(', ') : values}`);
    out[name] = value;
  }
  return out as unknown as Switches;
}
