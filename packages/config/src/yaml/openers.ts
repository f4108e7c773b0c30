// Finds the quote or bracket that a parser's complaint about a missing end is about.
import type { YamlMistake, YamlNode } from './yaml.ts';

const CLOSERS: Readonly<Record<string, string>> = { '"': '"', "'": "'", '{': '}', '[': ']' };

export interface Opener {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** Undefined where the complaint is about something else. */
export function openerOf(text: string, root: YamlNode | undefined, mistake: YamlMistake): Opener | undefined {
  if (root === undefined || !/closing|end with/.test(mistake.message)) return strayQuote(text, root, mistake);
  const node = spots(root)
    .filter(({ start, end }) => end === mistake.offset && CLOSERS[text[start] ?? ''] !== undefined)
    .sort((a, b) => a.start - b.start)
    .at(-1);
  if (node === undefined) return undefined;
  const open = text[node.start]!;
  const close = CLOSERS[open]!;
  if (open === close) return neverClosed(text, node.start);
  if (text[mistake.offset] !== close) return neverClosed(text, node.start);
  return {
    offset: mistake.offset,
    message: `the closing ${close} is not indented enough`,
    hint: `indent it deeper than the key whose value begins with ${open}`,
  };
}

/** A quote that runs over lines until the next one, with text right behind that. */
function strayQuote(text: string, root: YamlNode | undefined, mistake: YamlMistake): Opener | undefined {
  if (root === undefined || !mistake.message.includes('at node end')) return undefined;
  const behind = spots(root).find(
    ({ start, end }) =>
      (text[start] === '"' || text[start] === "'") &&
      text.slice(start, end).includes('\n') &&
      end <= mistake.offset &&
      text.slice(end, mistake.offset).trim() === '',
  );
  return behind && neverClosed(text, behind.start);
}

function neverClosed(text: string, start: number): Opener {
  const open = text[start]!;
  const line = /^[^\r\n]{0,60}/.exec(text.slice(start))?.[0].trimEnd() ?? open;
  const what = open === '"' || open === "'" ? 'quote' : 'bracket';
  return {
    offset: start,
    message: `the ${what} ${open} is never closed: ${line}`,
    hint: `add the closing ${CLOSERS[open]}`,
  };
}

interface Spot {
  readonly start: number;
  readonly end: number;
}

function spots(root: YamlNode): readonly Spot[] {
  const found: Spot[] = [];
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    if (node.type === 'map') open.push(...node.pairs().flat());
    if (node.type === 'list') open.push(...node.items());
  }
  return found;
}
