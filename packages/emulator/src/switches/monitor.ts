// The monitor switches: what the sources leave open about monitors and their reads and writes.
import type { SwitchRow } from './row.ts';

export const monitorSwitches = {
  monitorNullsOnRead: {
    values: [false, true],
    strict: false,
    hostile: true,
    source:
      'OpenAPI 1.45.0 getMonitor has no null, and the official SDK refuses one; postmanctl reads a nullable requestTimeout, postman-repo-sync-action writes null, 0 and {}',
  },
  monitorSixFieldCron: {
    values: [false, true],
    strict: false,
    hostile: true,
    source: 'OpenAPI 1.45.0 getMonitor example "0 0 * * * *" while writes take five fields',
  },
  monitorPutSubObjects: {
    values: ['merge', 'replace'],
    strict: 'merge',
    hostile: 'replace',
    source: 'OpenAPI 1.45.0 updateMonitor is partial; what happens to omitted sub-keys is unknown',
  },
  monitorNullOnWrite: {
    values: ['refuse', 'unset'],
    strict: 'refuse',
    lenient: 'unset',
    source: 'OpenAPI 1.45.0 updateMonitor has no null; postman-repo-sync-action writes null, 0 and {} to unset',
  },
  monitorsOnCollectionDelete: {
    values: ['deactivate', 'delete', 'keep'],
    strict: 'deactivate',
    hostile: 'delete',
    source: 'postman-app-support#10199 ("lost", "disabled or suspended"), #7263 (stayed visible)',
  },
  monitorsOnEnvironmentDelete: {
    values: ['keep', 'deactivate', 'unset'],
    strict: 'keep',
    lenient: 'unset',
    hostile: 'deactivate',
    source: 'not documented; for mocks OpenAPI 1.45.0 getMock says that they deactivate',
  },
  monitorLostOnRead: {
    values: ['read', 'missing'],
    strict: 'read',
    hostile: 'missing',
    source: 'postman-app-support#8176: monitors stand in the list while GET says that they do not exist',
  },
  monitorMissingMessage: {
    values: ['specified', 'named'],
    strict: 'specified',
    hostile: 'named',
    source: 'OpenAPI 1.45.0 monitors404Error has both: "The specified monitor …" and "Monitor <id> does not exist."',
  },
  monitorMissingOnDelete: {
    values: ['notFound', 'badRequest'],
    strict: 'notFound',
    hostile: 'badRequest',
    source: 'OpenAPI 1.45.0 deleteMonitor 404; the 2022 document has 400 "JobTemplate <id> does not exist"',
  },
  monitorBareEnvironment: {
    values: ['invalidParams', 'invalidUid'],
    strict: 'invalidParams',
    hostile: 'invalidUid',
    source:
      'postman-repo-sync-action: 400 "environment is not a valid ID" (gateway); the 2022 document: 400 invalidUidError',
  },
  monitorErrorEnvelope: {
    values: ['plain', 'nested'],
    strict: 'plain',
    hostile: 'nested',
    source: 'the 2022 document wraps the paramMissingError of POST /monitors twice: {"error":{"error":{}}}',
  },
  monitorActiveFilter: {
    values: ['equals', 'onlyTrue'],
    strict: 'equals',
    hostile: 'onlyTrue',
    source:
      'OpenAPI 1.45.0 getMonitors: text "If true, return only active", default false; the example filters by false',
  },
  monitorLastCursor: {
    values: ['empty', 'null', 'absent'],
    strict: 'empty',
    hostile: 'null',
    source: 'OpenAPI 1.45.0 getMonitors: the schema says nullable, the example of a last page has ""',
  },
  monitorListUnknownWorkspace: {
    values: ['refuse', 'empty'],
    strict: 'refuse',
    lenient: 'empty',
    hostile: 'empty',
    source: 'OpenAPI 1.45.0 monitors404Error "Workspace not found" on getMonitors; other kinds list nothing',
  },
  monitorMinimumMinutes: {
    values: 'minutes',
    strict: 5,
    lenient: 1,
    source: 'postman-docs PR 5364: every 5 minutes on paid plans, hourly on the free one',
  },
} as const satisfies Record<string, SwitchRow>;

export const monitorRunSwitches = {
  monitorRunAnswerMs: {
    values: 'milliseconds',
    strict: 300_000,
    source:
      'OpenAPI 1.45.0 runMonitor: a call that exceeds 300 seconds answers 202; settable so that tests need not wait',
  },
  monitorRunLimitMs: {
    values: 'milliseconds',
    strict: 900_000,
    hostile: 600_000,
    source: 'Postman learning center, monitor FAQ: runs of up to 15 minutes on paid plans, 10 on the free one',
  },
  monitorAsyncRunAnswer: {
    values: ['finished', 'started'],
    strict: 'finished',
    lenient: 'started',
    hostile: 'started',
    source:
      'OpenAPI 1.45.0 runMonitor: the async example has status success and finishedAt, the text says asynchronous',
  },
  monitorRunWhenPaused: {
    values: ['run', 'refuse'],
    strict: 'run',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 runMonitor says nothing of monitors that are not active',
  },
} as const satisfies Record<string, SwitchRow>;
