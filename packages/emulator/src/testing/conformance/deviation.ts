// The deviation room: what an accepted difference is, and which one allows a finding.
import type { Finding } from '../openapi/finding.ts';
import { deviations } from './deviations.ts';

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

/** The deviation that allows the finding. */
export function deviationFor(finding: Finding): Deviation | undefined {
  return deviations.find(
    ({ side, what, operations, statuses, pointer, message }) =>
      side === finding.side &&
      what === finding.what &&
      (operations?.includes(finding.operation) ?? true) &&
      (statuses?.includes(finding.status) ?? true) &&
      (pointer?.test(finding.pointer) ?? true) &&
      (message?.test(finding.message) ?? true),
  );
}
