// Refuses what no file may hold, whatever it says: bottomless nesting.
import { isObject, type Json, joinPointer, type Pointer } from '@postform/engine';

/** More levels than any collection has; Postman's own limits are not documented. */
export const DEEPEST = 600;

/** The first place that is too deep. Iterative, so that depth cannot overflow the stack. */
export function tooDeepIn(tree: Json): Pointer | undefined {
  const stack: { readonly value: Json; readonly path: Path | undefined; readonly depth: number }[] = [
    { value: tree, path: undefined, depth: 0 },
  ];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const { value, path, depth } = here;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) return pointerOf(path);
    if (Array.isArray(value)) {
      value.forEach((entry: Json, index) => {
        if (typeof entry === 'object') stack.push({ value: entry, path: { up: path, token: index }, depth: depth + 1 });
      });
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const entry = value[key]!;
        if (typeof entry === 'object') stack.push({ value: entry, path: { up: path, token: key }, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

interface Path {
  readonly up: Path | undefined;
  readonly token: string | number;
}

function pointerOf(path: Path | undefined): Pointer {
  const tokens: string[] = [];
  for (let here = path; here !== undefined; here = here.up) tokens.unshift(String(here.token));
  return joinPointer(...tokens);
}
