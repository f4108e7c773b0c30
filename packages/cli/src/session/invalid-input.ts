// Room: invalid input, the way in which diagnostics travel from the files to the end of a run.
import type { Diagnostic } from '@postform/engine';

/** Thrown where the user's files are wrong; the diagnostics are all there are, in the order of the files. */
export class InvalidInput extends Error {
  readonly diagnostics: readonly Diagnostic[];
  /** Folder that the diagnostics' files are relative to. */
  readonly root: string;

  constructor(diagnostics: readonly Diagnostic[], root: string) {
    super(`${diagnostics.length} mistakes in the files`);
    this.name = 'InvalidInput';
    this.diagnostics = diagnostics;
    this.root = root;
  }
}
