// The rate switches: what the sources leave open about calls and limits.
import type { SwitchRow } from './row.ts';

export const rateSwitches = {
  rateWindow: {
    values: ['opening', 'aligned', 'sliding'],
    strict: 'opening',
    hostile: 'aligned',
    source: 'OpenAPI 1.45.0 info: numbers and headers only; how a window moves is not documented',
  },
  slowBucketScope: {
    values: ['shared', 'endpoint'],
    strict: 'shared',
    lenient: 'endpoint',
    source: 'OpenAPI 1.45.0 info lists four endpoints of 10 calls in 10 s; whether they share them is unknown',
  },
  slowCallsCountAsGeneral: {
    values: [false, true],
    strict: false,
    hostile: true,
    source: 'OpenAPI 1.45.0 info: whether a call with a limit of its own counts against the general one is unknown',
  },
  rateHeaders: {
    values: ['all', 'ratelimit', 'x-ratelimit', 'policy', 'none'],
    strict: 'all',
    hostile: 'x-ratelimit',
    source: 'learning.postman.com lists every spelling and says that they vary by the API called',
  },
  monthHeaders: {
    values: ['both', 'ratelimit', 'x-ratelimit', 'none'],
    strict: 'both',
    hostile: 'ratelimit',
    source: 'learning.postman.com lists both spellings and says that they vary by the API called',
  },
  retryAfterHeader: {
    values: ['all', 'Retry-After', 'X-RateLimit-RetryAfter', 'RetryAfter', 'none'],
    strict: 'all',
    lenient: 'Retry-After',
    hostile: 'RetryAfter',
    source: 'OpenAPI 1.45.0 says Retry-After; learning.postman.com X-RateLimit-RetryAfter and RetryAfter',
  },
  rateLimitBody: {
    values: ['named', 'string', 'old', 'problem', 'too-many-requests'],
    strict: 'named',
    hostile: 'string',
    source: 'OpenAPI 1.45.0 prose; the 2022 document; the support article; common429Error (two)',
  },
  monthBody: {
    values: ['named', 'name-only', 'string', 'problem'],
    strict: 'named',
    hostile: 'string',
    source: 'OpenAPI 1.45.0 prose gives a name only; a plugin prints it whole; the other envelopes are those of 429',
  },
  monthRetryAfter: {
    values: [false, true],
    strict: false,
    hostile: true,
    source: 'OpenAPI 1.45.0 prose: contact your admin; whether Retry-After is sent all the same is unknown',
  },
  rateLimitResetUnit: {
    values: ['epoch', 'delta', 'all-epoch'],
    strict: 'epoch',
    lenient: 'delta',
    hostile: 'all-epoch',
    source:
      'Postman documentation of 2022-08 (epoch) and of 2024-10 ("time until"): X-RateLimit-Reset; all-epoch: RateLimit-Reset too',
  },
  refusedCallsCountAgainstMonth: {
    values: [true, false],
    strict: true,
    lenient: false,
    source: 'not documented; the dearer reading is the default',
  },
  refusedCallsCountAgainstWindow: {
    values: [false, true],
    strict: false,
    hostile: true,
    source: 'not documented; it can be seen in sliding windows only',
  },
  unauthenticatedCallsCountAgainstMonth: {
    values: [true, false],
    strict: true,
    lenient: false,
    source: 'not documented whether a 401 costs a call; the dearer reading is the default',
  },
} as const satisfies Record<string, SwitchRow>;
