// Defines what an accepted difference is.
import type { Finding } from '../openapi/finding.ts';

/** One accepted difference. Every condition that is given must hold. */
export interface Deviation {
  readonly name: string;
  readonly reason: string;
  readonly side: Finding['side'];
  readonly what: Finding['what'];
  /** operationIds; absent: any. */
  readonly operations?: readonly string[];
  readonly statuses?: readonly number[];
  readonly pointer?: RegExp;
  readonly message?: RegExp;
}
