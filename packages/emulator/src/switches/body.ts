// The body switches: what the sources leave open about what a client sends.
import type { SwitchRow } from './row.ts';

export const bodySwitches = {
  otherContentTypes: {
    values: ['refuse', 'accept'],
    strict: 'refuse',
    lenient: 'accept',
    hostile: 'refuse',
    source: 'OpenAPI 1.45.0 documents application/json for every body and no answer to another Content-Type',
  },
} as const satisfies Record<string, SwitchRow>;
