// Collects what the exchanges of one test file did that Postman's document does not have.
import type { Exchange } from '../../http/respond.ts';
import { deviationFor } from '../conformance/accepted.ts';
import { deviations } from '../conformance/deviations.ts';
import { hasOpenApi } from './document.ts';
import { lineOf } from './finding.ts';
import { requestFindings, responseFindings } from './findings.ts';
import { makeValidators, type Validators } from './validators.ts';

const ownClient = /^postform(\/|$)/;
const violations = new Map<string, number>();
const met = new Set<string>();
let validators: Validators | undefined;

/** What people write into a collection or an environment; the server only keeps it. */
const content = /^\/(collection\/(item|event|variable|auth)|environment\/values)(\/|$)/;

/**
 * Notes what is wrong with one exchange. What a scripted fault answered is nobody's word, and what a client sends that
 * calls itself `hostile-input` is wrong on purpose. `isOdd`: so is the content that the test has put there.
 */
export function note(exchange: Exchange, isOdd = false): void {
  if (!hasOpenApi) return;
  validators ??= makeValidators();
  const { fault, request, response } = exchange;
  const agent = request.headers['user-agent'] ?? '';
  const isOwn = ownClient.test(agent);
  const isAccepted = response.status < 300 && agent !== 'hostile-input';
  const findings = [
    ...(fault === undefined ? responseFindings(validators, exchange) : []),
    ...(isOwn || (isAccepted && fault === undefined) ? requestFindings(validators, exchange) : []),
  ];
  for (const finding of findings) {
    if (isOdd && finding.what === 'body' && content.test(finding.pointer)) continue;
    const deviation = deviationFor(finding);
    if (deviation !== undefined) met.add(deviation.name);
    else {
      const line = lineOf(finding);
      violations.set(line, (violations.get(line) ?? 0) + 1);
    }
  }
}

/** The violations since the last end, one line each, and the names of the deviations met. */
export function end(): { readonly violations: string[]; readonly met: string[]; readonly known: string[] } {
  const lines = [...violations].map(([line, times]) => (times === 1 ? line : `${line} (${times} times)`));
  const ended = { violations: lines, met: [...met], known: deviations.map(({ name }) => name) };
  violations.clear();
  met.clear();
  return ended;
}
