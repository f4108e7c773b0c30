// The monitor run switches: what the sources leave open about runs of monitors.
import type { SwitchRow } from './row.ts';

export const monitorRunSwitches = {
  monitorRunAnswerMs: {
    values: 'milliseconds',
    strict: 300_000,
    lenient: 300_000,
    hostile: 300_000,
    source:
      'OpenAPI 1.45.0 runMonitor: a call that exceeds 300 seconds answers 202; settable so that tests need not wait',
  },
  monitorRunLimitMs: {
    values: 'milliseconds',
    strict: 900_000,
    lenient: 900_000,
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
    lenient: 'run',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 runMonitor says nothing of monitors that are not active',
  },
} as const satisfies Record<string, SwitchRow>;
