// Finds the branch of a union that the user most likely meant.
import { isObject, type Json, nearest } from '@postform/engine';
import type { Violation } from './validator.ts';
import { USE } from './widen.ts';

/** Violations with each failed union replaced by those of its closest branch. */
export function reduceUnions(violations: readonly Violation[]): readonly Violation[] {
  let left = violations.filter(({ schema, rule }) => schema['pattern'] !== USE['pattern'] && rule !== 'if');
  const isUnion = ({ rule }: Violation) => rule === 'anyOf' || rule === 'oneOf';
  for (const union of left.filter(isUnion).sort((a, b) => a.at.length - b.at.length)) {
    if (!left.includes(union)) continue;
    const isInside = ({ at, pointer }: Violation) =>
      at.startsWith(`${union.at}/`) && (pointer === union.pointer || pointer.startsWith(`${union.pointer}/`));
    const branches = new Map<string, Violation[]>();
    for (const violation of left.filter(isInside)) {
      const index = violation.at.slice(union.at.length + 1).split('/', 1)[0]!;
      branches.set(index, [...(branches.get(index) ?? []), violation]);
    }
    const kept = closest([...branches.values()], union);
    left = left.filter((violation) => violation !== union && !isInside(violation)).concat(kept);
  }
  return left;
}

function closest(branches: readonly Violation[][], union: Violation): readonly Violation[] {
  if (branches.length === 0) return [union];
  const fitting = branches.filter((branch) => !branch.some((one) => isWrongType(one, union)));
  if (fitting.length > 0) return [...fitting].sort((a, b) => cost(a) - cost(b))[0]!;
  const wrong = branches.map((branch) => branch.find((one) => isWrongType(one, union))!);
  const types = new Set(wrong.flatMap(expectedTypes));
  return [
    { ...wrong[0]!, rule: 'type', params: { type: [...types] }, schema: { ...wrong[0]!.schema, ...union.schema } },
  ];
}

/** A word of another type counts as a wrong type too: a list where `undo` or `keep` was wanted. */
function isWrongType(one: Violation, union: Violation): boolean {
  if (one.pointer !== union.pointer) return false;
  return (
    one.rule === 'type' ||
    ((one.rule === 'enum' || one.rule === 'const') && !expectedTypes(one).includes(jsonType(one.value)))
  );
}

function expectedTypes({ rule, params }: Violation): readonly string[] {
  if (rule === 'type') return [params['type'] as string | string[]].flat();
  const words = rule === 'enum' ? (params['allowedValues'] as readonly Json[]) : [params['allowedValue'] as Json];
  return [...new Set(words.map(jsonType))];
}

function jsonType(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A slip in a key or word costs less than one that belongs to another branch altogether. */
function cost(branch: readonly Violation[]): number {
  return branch.reduce((sum, one) => {
    if (one.rule === 'const') return sum + 4;
    if (one.rule !== 'additionalProperties') return sum + 1;
    const known = isObject(one.schema['properties']) ? Object.keys(one.schema['properties']) : [];
    return sum + (nearest(String(one.params['additionalProperty']), known) === undefined ? 3 : 1);
  }, 0);
}
