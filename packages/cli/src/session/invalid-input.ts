// Carries the diagnostics of invalid files to the end of a run.
import type { Diagnostic } from '@postform/engine';

/** Thrown where the user's files are wrong. Holds all diagnostics, in the order of the files. */
export class InvalidInput extends Error {
  readonly diagnostics: readonly Diagnostic[];
  /** The folder that paths in the diagnostics are relative to. */
  readonly root: string;

  constructor(diagnostics: readonly Diagnostic[], root: string) {
    super(`${diagnostics.length} mistakes in the files`);
    this.name = 'InvalidInput';
    this.diagnostics = diagnostics;
    this.root = root;
  }
}
