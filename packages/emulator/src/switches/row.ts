// Defines what one switch is.
export type Profile = 'strict' | 'lenient' | 'hostile';

/**
 * What a switch may be, what each profile makes of it, and where the doubt comes from. `strict` is the default: the
 * documents read literally. `lenient` accepts and echoes what it can; `hostile` takes the dearest reading for a client.
 */
export interface SwitchRow {
  readonly values: readonly (string | boolean)[] | 'milliseconds' | 'minutes' | 'count';
  readonly strict: string | boolean | number;
  /** Undefined: as under `strict`. */
  readonly lenient?: string | boolean | number;
  /** Undefined: as under `strict`. */
  readonly hostile?: string | boolean | number;
  readonly source: string;
}
