// Room: what became of an interrupted write.
import type { Address } from '../address.ts';

export interface Resolved {
  readonly address: Address;
  /** The plan step that was interrupted. */
  readonly step: string;
  readonly how: 'adopted' | 'absent' | 'applied' | 'deleted';
}
