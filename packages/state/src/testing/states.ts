// States and records as tests of the store need them.
import type { CurrentRecord, State } from '@postform/engine';

export function emptyState(lineage = 'lineage-1'): State {
  return { format: 1, lineage, serial: 0, workspace: 'w-1', stack: 'staging', resources: {}, intents: [] };
}

export function recorded(
  id: string,
  attributes: Readonly<Record<string, string>> = {},
  itemIds: Readonly<Record<string, string>> = {},
): CurrentRecord {
  return {
    current: {
      id,
      uid: `7-${id}`,
      attributes,
      baseline: { tag: 't', sent: { '/name': 'digest' }, settled: {}, roots: {} },
      differences: [],
      itemIds,
    },
    deposed: [],
    dependsOn: [],
    protect: false,
  };
}
