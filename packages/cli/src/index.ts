// The door of the cli package: what the tools of this repository read from it.
export { cliErrors } from './errors.ts';
export { exitCodes, exitMeanings } from './session/exit.ts';
