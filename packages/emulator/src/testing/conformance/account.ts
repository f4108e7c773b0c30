// The account topic: who the key belongs to.
import type { Scenario } from './scenario.ts';

export const accountScenarios: readonly Scenario[] = [
  {
    operation: 'getAuthenticatedUser',
    status: 200,
    example: 'Successful Response',
    play: (stage) => stage.ask('getAuthenticatedUser'),
  },
];
