// The switches of undocumented habits: what no source says that a server does, and what a client must survive all the same.
import type { SwitchRow } from './row.ts';

const source = 'none: no document promises that what is read is written as it was sent';

export const undocumentedSwitches = {
  reorderKeys: { values: [false, true], strict: false, lenient: false, hostile: true, source },
  fillDefaults: { values: [false, true], strict: false, lenient: false, hostile: true, source },
  dropEmpties: { values: [false, true], strict: false, lenient: false, hostile: true, source },
} as const satisfies Record<string, SwitchRow>;
