// The account topic: who the key belongs to.
import { broken, withoutKey } from './everywhere.ts';
import type { Scenario } from './scenario.ts';

const operation = 'getAuthenticatedUser';

export const accountScenarios: readonly Scenario[] = [
  { operation, status: 200, example: 'Successful Response', play: (stage) => stage.ask(operation) },
  withoutKey(operation),
  broken(operation),
];
