// Finds the deviation of the list that allows a finding.
import type { Finding } from '../openapi/finding.ts';
import type { Deviation } from './deviation.ts';
import { deviations } from './deviations.ts';

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
