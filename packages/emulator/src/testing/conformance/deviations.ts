// The deviation list: where calls and answers of this repository differ from Postman's document, and why they may.
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

export const deviations: readonly Deviation[] = [
  {
    name: 'not played',
    reason: "The emulator says 501 and the operation's name for what it does not play; Postman has no such answer.",
    side: 'response',
    what: 'status',
    statuses: [501],
  },
  {
    name: 'limits anywhere',
    reason: 'The prose of the document (info) has 429 for every operation; few operations list it.',
    side: 'response',
    what: 'status',
    statuses: [429],
  },
  {
    name: 'error envelope as JSON',
    reason: 'Content types of the document are not reliable: it labels bodies of the form {"error": …} problem+json.',
    side: 'response',
    what: 'type',
    message: /^is application\/json, documented application\/problem\+json$/,
  },
  {
    name: 'problem as problem',
    reason: 'The same in reverse: a body of the form {"type", "title", …} that the document labels plain JSON.',
    side: 'response',
    what: 'type',
    message: /^is application\/problem\+json, documented application\/json$/,
  },
  {
    name: 'key anywhere',
    reason:
      'The prose of the document (info) has 401 for every call without a valid key; some operations do not list it.',
    side: 'response',
    what: 'status',
    statuses: [401],
  },
];

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
