// Compares an answer with the documented example.
import { isArray, isObject } from '../../json/json.ts';
import type { Answer } from '../harness.ts';
import type { DocumentedAnswer } from './documented.ts';
import { missingShape, shapeOf } from './shape.ts';

/** Ids and uids in a text: they stand for any other. */
const ids = /\b(\d+-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b\d{5,}\b/g;

/** The first difference, in words; undefined when the answer has the example's shape, and its words when it is an error. */
export function differenceFrom(
  documented: DocumentedAnswer,
  example: string | undefined,
  answer: Answer,
): string | undefined {
  const wanted = example === undefined ? undefined : documented.examples[example];
  if (wanted === undefined) return answer.body === undefined ? undefined : 'there is a body, documented none';
  if (answer.body === undefined) return 'there is no body';
  const missing = missingShape(shapeOf(wanted), shapeOf(answer.body));
  if (missing !== undefined || answer.status < 400) return missing;
  return otherWord(wanted, answer.body, '');
}

/** The first text or number of an error that reads otherwise than documented. */
function otherWord(wanted: unknown, got: unknown, pointer: string): string | undefined {
  if (isArray(wanted) && isArray(got)) {
    if (wanted.length !== got.length) return `${pointer} has ${got.length} elements, documented ${wanted.length}`;
    return firstOf(wanted.map((one, at) => otherWord(one, got[at], `${pointer}/${at}`)));
  }
  if (isObject(wanted) && isObject(got)) {
    const extra = Object.keys(got).find((key) => wanted[key] === undefined && got[key] !== undefined);
    if (extra !== undefined) return `${pointer}/${extra} is not documented`;
    return firstOf(Object.keys(wanted).map((key) => otherWord(wanted[key], got[key], `${pointer}/${key}`)));
  }
  const [one, other] = [wordOf(wanted), wordOf(got)];
  return one === other ? undefined : `${pointer} is ${other}, documented ${one}`;
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.replace(ids, '<id>')) : JSON.stringify(value);
}

function firstOf(all: readonly (string | undefined)[]): string | undefined {
  return all.find((one) => one !== undefined);
}
