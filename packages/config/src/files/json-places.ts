// Finds places in JSON files. The one file that imports jsonc-parser; values themselves come from JSON.parse.
import { createRequire } from 'node:module';
import { type Pointer, splitPointer } from '@postform/engine';
import type { Node, ParseError } from 'jsonc-parser';

const require = createRequire(import.meta.url);

/** Loaded at the first mistake in a JSON file. */
const parser = (): typeof import('jsonc-parser') => require('jsonc-parser');

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** Offsets (UTF-16 units) of pointers in a JSON text; the tree is built at the first question. A pointer that is not there gives its nearest parent. */
export function offsetsIn(text: string): (pointer: Pointer) => number {
  let root: Node | undefined | null = null;
  return (pointer) => {
    if (root === null) root = tree(text);
    if (root === undefined) return 0;
    const tokens = splitPointer(pointer);
    let node: Node = root;
    for (const token of tokens) {
      const next = parser().findNodeAtLocation(node, [node.type === 'array' ? Number(token) : token]);
      if (next === undefined) break;
      node = next;
    }
    return node.offset;
  };
}

function tree(text: string): Node | undefined {
  try {
    return parser().parseTree(text, [], STRICT);
  } catch {
    return undefined;
  }
}

/** Where a text stops being JSON, and why. Undefined where this parser has no objection or gives up. */
export function jsonMistake(text: string): { readonly offset: number; readonly what: string } | undefined {
  const errors: ParseError[] = [];
  try {
    parser().parseTree(text, errors, STRICT);
  } catch {
    return undefined;
  }
  const first = errors[0];
  return first && { offset: first.offset, what: words(parser().printParseErrorCode(first.error)) };
}

function words(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
