// The monitor switches: what the sources leave open about monitors.
import type { SwitchRow } from './row.ts';

export const monitorSwitches = {
  monitorNullsOnRead: {
    values: [true, false],
    strict: true,
    lenient: false,
    hostile: true,
    source: 'postmanctl reads a nullable requestTimeout; postman-repo-sync-action writes null, 0 and {}',
  },
  monitorSixFieldCron: {
    values: [false, true],
    strict: false,
    lenient: false,
    hostile: true,
    source: 'OpenAPI 1.45.0 getMonitor example "0 0 * * * *" while writes take five fields',
  },
  monitorPutSubObjects: {
    values: ['merge', 'replace'],
    strict: 'merge',
    lenient: 'merge',
    hostile: 'replace',
    source: 'OpenAPI 1.45.0 updateMonitor is partial; what happens to omitted sub-keys is unknown',
  },
  monitorsOnCollectionDelete: {
    values: ['deactivate', 'delete', 'keep'],
    strict: 'deactivate',
    lenient: 'deactivate',
    hostile: 'delete',
    source: 'postman-app-support#10199 ("lost", "disabled or suspended"), #7263 (stayed visible)',
  },
  monitorMinimumMinutes: {
    values: 'minutes',
    strict: 5,
    lenient: 1,
    hostile: 5,
    source: 'postman-docs PR 5364: every 5 minutes on paid plans, hourly on the free one',
  },
} as const satisfies Record<string, SwitchRow>;
