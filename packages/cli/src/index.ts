// Exports what the scripts of this repository read from the package.
export { cliErrors } from './errors.ts';
export { exitCodes, exitMeanings } from './session/exit.ts';
