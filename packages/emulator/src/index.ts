// The door of the emulator package: everything other packages may import.
export type { EmulatorClock } from './clock.ts';
export { type Emulator, startEmulator } from './emulator.ts';
export type { EmulatorOptions } from './options.ts';
export { type Switches, switchTable } from './switches.ts';
