// Lists every behaviour that the sources leave open, and sets it by profile and by name.

import { collectionSwitches, undocumentedSwitches } from './collection.ts';
import { environmentSwitches } from './environment.ts';
import { forkSwitches } from './fork.ts';
import { mockSwitches } from './mock.ts';
import { monitorRunSwitches, monitorSwitches } from './monitor.ts';
import { rateSwitches } from './rate.ts';
import { bodySwitches, keySwitches, pathSwitches, referenceSwitches } from './request.ts';
import type { Profile, SwitchRow } from './row.ts';
import { workspaceSwitches } from './workspace.ts';

/** One row per switch, by topic. docs/emulator.md shows the same table to people. */
export const switchTable = {
  ...workspaceSwitches,
  ...collectionSwitches,
  ...forkSwitches,
  ...environmentSwitches,
  ...monitorSwitches,
  ...monitorRunSwitches,
  ...pathSwitches,
  ...mockSwitches,
  ...referenceSwitches,
  ...rateSwitches,
  ...keySwitches,
  ...undocumentedSwitches,
  ...bodySwitches,
} as const satisfies Record<string, SwitchRow>;

type Table = typeof switchTable;
type ValueOf<Row> = Row extends { values: readonly (infer Value)[] } ? Value : number;

/** Every switch and its value. */
export type Switches = { -readonly [Name in keyof Table]: ValueOf<Table[Name]> };

const profiles: readonly Profile[] = ['strict', 'lenient', 'hostile'];

/** The profile of that name; `strict` for none. Throws a RangeError for any other word. */
export function profileOf(name: string | undefined): Profile {
  if (name === undefined || name === '') return 'strict';
  const found = profiles.find((profile) => profile === name);
  if (found === undefined) throw new RangeError(`there is no profile "${name}": it may be ${profiles.join(', ')}`);
  return found;
}

/** All switches of the profile, with `given` laid over. Throws a RangeError that names a wrong switch or value. */
export function resolveSwitches(given: Readonly<Record<string, unknown>> = {}, profile: Profile = 'strict'): Switches {
  const out: Record<string, unknown> = {};
  for (const [name, row] of Object.entries<SwitchRow>(switchTable)) out[name] = row[profile] ?? row.strict;
  return applySwitches(out as unknown as Switches, given);
}

/** Switches from texts, as a command line has them: each becomes the value that reads so. A wrong one stays a text. */
export function switchesFromTexts(texts: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, valueFromText(name, text)]));
}

function valueFromText(name: string, text: string): unknown {
  if (!Object.hasOwn(switchTable, name)) return text;
  const { values }: SwitchRow = switchTable[name as keyof Table];
  if (Array.isArray(values)) return values.find((value) => String(value) === text) ?? text;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A copy of `current` with `given` laid over. Throws a RangeError that names a wrong switch or value. */
export function applySwitches(current: Switches, given: Readonly<Record<string, unknown>>): Switches {
  const out: Record<string, unknown> = { ...current };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(switchTable, name)) throw new RangeError(`there is no switch named "${name}"`);
    const { values }: SwitchRow = switchTable[name as keyof Table];
    const fits = Array.isArray(values)
      ? values.some((allowed) => allowed === value)
      : typeof value === 'number' && Number.isFinite(value) && value >= 0;
    if (!fits) throw new RangeError(`switch "${name}" may be ${Array.isArray(values) ? values.join(', ') : values}`);
    out[name] = value;
  }
  return out as unknown as Switches;
}
