// The reference switches: what the sources leave open about monitors and mocks that point at other objects.
import type { SwitchRow } from './row.ts';

export const referenceSwitches = {
  missingCollection: {
    values: ['forbidden', 'notFound', 'badRequest'],
    strict: 'forbidden',
    lenient: 'forbidden',
    hostile: 'notFound',
    source:
      'no 404 is declared for createMonitor and createMock (OpenAPI 1.45.0); the 2022 document answers 403; getCollection says 400',
  },
} as const satisfies Record<string, SwitchRow>;
