// What is wrong with the user's input, and where.
/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** `D_…`; stable, for filters. */
  readonly code: string;
  /** What is wrong, with the offending text. */
  readonly message: string;
  /** What would be right. */
  readonly hint?: string;
  readonly place?: Place;
  /** The line at `place` holds what must not be shown, such as an API key. */
  readonly secret?: true;
  /** Nothing of the file at `place` is shown, so that the file need not be searched for what to hide. */
  readonly quotesNothing?: true;
  /** Other places that matter, e.g. the first of two duplicates. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

/** What a kind's `parse` found wrong: a pointer into what was written, or a place in a source file. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** JSON Pointer into the written resource. */
  readonly pointer?: string;
  /** Where the problem lies in a file of its own (a collection source). */
  readonly place?: Place;
}
