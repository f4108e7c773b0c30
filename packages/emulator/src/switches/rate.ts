// The rate switches: what the sources leave open about calls and limits.
import type { SwitchRow } from './row.ts';

export const rateSwitches = {
  rateLimitBody: {
    values: ['named', 'string', 'old', 'problem'],
    strict: 'named',
    lenient: 'named',
    hostile: 'string',
    source: 'OpenAPI 1.45.0 prose; the 2022 document; the support article; common429Error',
  },
  rateLimitResetUnit: {
    values: ['epoch', 'delta'],
    strict: 'epoch',
    lenient: 'delta',
    hostile: 'delta',
    source: 'Postman documentation of 2022-08 (epoch) and of 2024-10 ("time until"); X-RateLimit-Reset only',
  },
  refusedCallsCountAgainstMonth: {
    values: [true, false],
    strict: true,
    lenient: false,
    hostile: true,
    source: 'not documented; the dearer reading is the default',
  },
} as const satisfies Record<string, SwitchRow>;
