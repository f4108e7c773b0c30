// Makes one row for every documented answer: what became of it.
import type { Json } from '../../json/json.ts';
import type { Answer } from '../harness.ts';
import { lineOf } from '../openapi/finding.ts';
import { responseFindings } from '../openapi/findings.ts';
import type { Validators } from '../openapi/validators.ts';
import { deviationFor } from './accepted.ts';
import { differenceFrom } from './compare.ts';
import { type DocumentedAnswer, type DocumentedOperation, documentedOperations } from './documented.ts';
import { outside } from './outside.ts';
import type { PlayedScenario, Scenario } from './scenario.ts';
import { reworded } from './wordings.ts';

/** A documented answer: operation × status × example. `example` is undefined where the status shows none. */
export interface Row {
  readonly operation: string;
  readonly status: number;
  readonly example: string | undefined;
}

/** How a row ends. `text` is the reason or the first difference; '' for ok. */
export interface Verdict {
  readonly result: 'ok' | 'deviation' | 'impossible' | 'other wording' | 'not emulated (501)' | 'MISSING' | 'FAILED';
  readonly text: string;
}

export type Resource =
  | { readonly kind: 'play'; readonly row: Row; readonly scenario: PlayedScenario; readonly otherwise?: Verdict }
  | { readonly kind: 'settled'; readonly row: Row; readonly verdict: Verdict }
  | { readonly kind: 'outside'; readonly row: Row };

/** Statuses whose shared component lists wordings of one refusal, of which an operation utters one. */
const wordings = new Set([401, 403, 404, 500]);

/** Every documented answer, and every scenario for one that is not documented, in the order of the document. */
export function partsOf(scenarios: readonly Scenario[]): Resource[] {
  const byKey = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const key = keyOf(scenario);
    byKey.set(key, [...(byKey.get(key) ?? []), scenario]);
  }
  const rows = [...documentedOperations.values()].flatMap(rowsOf);
  const parts = rows.map((row): Resource => {
    const found = byKey.get(keyOf(row)) ?? [];
    byKey.delete(keyOf(row));
    return partOf(row, found, scenarios);
  });
  const strays = [...byKey.values()].flat();
  return [
    ...parts,
    ...strays.map((row): Resource => settled(row, 'FAILED', 'a scenario for what the facts do not document')),
  ];
}

function partOf(row: Row, found: readonly Scenario[], all: readonly Scenario[]): Resource {
  const [scenario, second] = found;
  if (second !== undefined) return settled(row, 'FAILED', `${found.length} scenarios`);
  if (outside.has(row.operation)) return { kind: 'outside', row };
  if (scenario === undefined) return unwritten(row, all);
  if ('impossible' in scenario) return settled(row, 'impossible', scenario.impossible);
  return { kind: 'play', row, scenario };
}

/** A row without a scenario of its own: other words for a refusal that has one, or missing. */
function unwritten(row: Row, all: readonly Scenario[]): Resource {
  const shared = documentedAnswer(row)?.shared;
  const sibling = all.find(
    (one): one is PlayedScenario =>
      one.operation === row.operation && one.status === row.status && !('impossible' in one),
  );
  const { example } = row;
  if (shared === undefined || sibling === undefined || example === undefined || !wordings.has(row.status)) {
    return settled(row, 'MISSING', '');
  }
  const otherwise = { result: 'other wording', text: `one of those of ${shared}; here "${sibling.example}"` } as const;
  const scenario = reworded(shared, example, sibling);
  return scenario === undefined
    ? { kind: 'settled', row, verdict: otherwise }
    : { kind: 'play', row, scenario, otherwise };
}

function settled(row: Row, result: Verdict['result'], text: string): Resource {
  const { operation, status, example } = row;
  return { kind: 'settled', row: { operation, status, example }, verdict: { result, text } };
}

/** Holds the answer of a played scenario against the example and the schemas. `exact` refuses keys nobody documented. */
export function verdictOn(scenario: PlayedScenario, answer: Answer, plain: Validators, exact: Validators): Verdict {
  const { operation, status, example, deviation } = scenario;
  const documented = documentedAnswer(scenario);
  if (documented === undefined) return { result: 'FAILED', text: 'the facts do not document it' };
  if (answer.status !== status) {
    return { result: 'FAILED', text: `answered ${answer.status} ${JSON.stringify(answer.body)}`.slice(0, 300) };
  }
  const type = answer.headers.get('content-type');
  const headers: Record<string, string> = type === null ? {} : { 'Content-Type': type };
  const exchange = { operation, response: { status, headers, body: answer.body as Json | undefined } };
  const difference =
    differenceFrom(documented, example, answer) ??
    responseFindings(plain, exchange)
      .filter((one) => deviationFor(one) === undefined)
      .map(lineOf)[0] ??
    extraKey(exact, scenario, documented, answer);
  if (difference === undefined)
    return { result: 'ok', text: deviation === undefined ? '' : 'its deviation is not seen' };
  return deviation === undefined ? { result: 'FAILED', text: difference } : { result: 'deviation', text: deviation };
}

/** The first key that neither the schema nor the example knows. */
function extraKey(exact: Validators, row: Row, documented: DocumentedAnswer, answer: Answer): string | undefined {
  const contents = exact.document.operations[row.operation]?.responses[row.status] ?? {};
  const schema = Object.values(contents)[0];
  if (schema === undefined || answer.body === undefined) return undefined;
  const key = `${row.operation} ${row.status}`;
  const known = new Set(
    Object.values(documented.examples).flatMap((one) =>
      exact.check(key, schema, one).map((complaint) => complaint.message),
    ),
  );
  const complaint = exact.check(key, schema, answer.body).find(({ message }) => !known.has(message));
  return complaint === undefined ? undefined : `${complaint.pointer || '/'} ${complaint.message}`;
}

function rowsOf({ operation, answers }: DocumentedOperation): Row[] {
  return Object.entries(answers).flatMap(([status, { examples }]): Row[] => {
    const names = Object.keys(examples);
    const shown = names.length === 0 ? [undefined] : names;
    return shown.map((example) => ({ operation, status: Number(status), example }));
  });
}

function documentedAnswer({ operation, status }: Row): DocumentedAnswer | undefined {
  return documentedOperations.get(operation)?.answers[status];
}

function keyOf({ operation, status, example }: Row): string {
  return `${operation} ${status} ${example ?? ''}`;
}
