// Lists what other packages may import from the emulator.
export { type Emulator, startEmulator } from './emulator.ts';
export type { EmulatorOptions } from './options.ts';
export type { EmulatorClock } from './seams/clock.ts';
export type { Profile } from './switches/row.ts';
export { type Switches, switchesFromTexts, switchTable } from './switches/switches.ts';
