// Reads what Postman's published examples say of each operation, from the folder of POSTFORM_FACTS.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsFolder } from '../../../../../tests/harness/needs.ts';
import type { Json } from '../../json/json.ts';

/** The examples of one answer by name. No names: the document shows the status without a body, or without an example. */
export interface DocumentedAnswer {
  readonly contentType: string | undefined;
  readonly examples: Readonly<Record<string, Json>>;
  /** The component of shared errors the examples come from, such as `common401Error`. */
  readonly shared: string | undefined;
}

/** One operation as documented. `path` holds `{names}`; `requests` are the request bodies by example name. */
export interface DocumentedOperation {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly requests: Readonly<Record<string, Json>>;
  readonly requestType: string | undefined;
  /** By status. */
  readonly answers: Readonly<Record<string, DocumentedAnswer>>;
}

interface ExampleFile {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly requestExamples?: Readonly<Record<string, Json>>;
  readonly requestContentType?: string;
  readonly responses: Readonly<
    Record<string, { contentType?: string | null; examples?: Readonly<Record<string, Json>> | string | null }>
  >;
}

interface SharedErrors {
  readonly [component: string]: { readonly content: Readonly<Record<string, Readonly<Record<string, Json>>>> };
}

/** Whether Postman's examples are there; without them nothing can be compared. */
export const hasDocument = factsFolder !== undefined;

const folder = join(factsFolder ?? '', 'examples');

/** Every documented operation by its operationId; empty without the facts. */
export const documentedOperations: ReadonlyMap<string, DocumentedOperation> = hasDocument ? readAll() : new Map();

/** The examples of a component of shared errors by name; undefined without the facts. */
export const commonErrors = hasDocument
  ? (component: string) => errorsOf(read('_common-errors.json') as SharedErrors, component)
  : undefined;

function readAll(): Map<string, DocumentedOperation> {
  const sharedErrors = read('_common-errors.json') as SharedErrors;
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('_'));
  return new Map(
    files.sort().map((name) => {
      const file = read(name) as ExampleFile;
      return [file.operationId, operationOf(file, sharedErrors)];
    }),
  );
}

function operationOf(file: ExampleFile, sharedErrors: SharedErrors): DocumentedOperation {
  const answers: Record<string, DocumentedAnswer> = {};
  for (const [status, answer] of Object.entries(file.responses)) {
    const component = typeof answer.examples === 'string' ? (answer.examples.split(': ')[1] ?? '') : undefined;
    const found = component === undefined ? (answer.examples ?? {}) : errorsOf(sharedErrors, component);
    const examples = found as Readonly<Record<string, Json>>;
    answers[status] = { contentType: answer.contentType ?? undefined, examples, shared: component };
  }
  const {
    operationId: operation,
    method,
    path,
    requestExamples: requests = {},
    requestContentType: requestType,
  } = file;
  return { operation, method, path, requests, requestType, answers };
}

function errorsOf(sharedErrors: SharedErrors, component: string): Readonly<Record<string, Json>> {
  const found = sharedErrors[component];
  if (found === undefined) throw new Error(`the facts hold no shared error ${component}`);
  return Object.assign({}, ...Object.values(found.content));
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
