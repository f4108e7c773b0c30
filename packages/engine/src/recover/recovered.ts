// What became of an interrupted write.
import type { Address } from '../model/address.ts';

export interface Resolved {
  readonly address: Address;
  /** The plan step that was interrupted. */
  readonly step: string;
  /** For an adopted object: it holds all that was sent, so that nothing of the step is left to do. */
  readonly isWhole?: boolean;
  readonly how: 'adopted' | 'absent' | 'applied' | 'deleted';
}
