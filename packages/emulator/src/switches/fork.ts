// The fork switches: what the sources leave open about forks, merges and pulls.
import type { SwitchRow } from './row.ts';

export const forkSwitches = {
  forkOfDeletedParent: {
    values: ['keep', 'detach'],
    strict: 'keep',
    hostile: 'detach',
    source: 'whether a fork stays a fork when its parent is deleted is not documented',
  },
  asyncMergeMs: {
    values: 'milliseconds',
    strict: 100,
    lenient: 0,
    hostile: 1000,
    source: 'OpenAPI 1.45.0 asyncMergePullCollectionFork; the time it takes is not documented',
  },
  asyncMergeConflicts: {
    values: ['fail', 'sourceWins'],
    strict: 'fail',
    lenient: 'sourceWins',
    source:
      'OpenAPI 1.45.0 asyncMergePullCollectionTaskStatus, example Failed; no call is documented that resolves conflicts',
  },
  mergeAnswerShows: {
    values: ['destination', 'source'],
    strict: 'destination',
    hostile: 'source',
    source:
      'OpenAPI 1.45.0 mergeCollectionFork, mergeEnvironmentFork, pullEnvironment: the text says the merged one, the examples repeat the source',
  },
  sourceAheadMeans: {
    values: ['ahead', 'different'],
    strict: 'different',
    lenient: 'ahead',
    source: 'OpenAPI 1.45.0 getSourceCollectionStatus: the name says ahead, the text says a difference',
  },
  sourceStatusLagMs: {
    values: 'milliseconds',
    strict: 0,
    hostile: 120000,
    source: 'OpenAPI 1.45.0 getSourceCollectionStatus: "may take a few minutes to return an updated status"',
  },
  environmentWithoutForks: {
    values: ['refuse', 'empty'],
    strict: 'refuse',
    lenient: 'empty',
    source: 'OpenAPI 1.45.0 getEnvironmentForks: its 400 "is not a forked environment" is shared with merges and pulls',
  },
} as const satisfies Record<string, SwitchRow>;
