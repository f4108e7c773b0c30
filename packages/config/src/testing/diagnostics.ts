// Loads a small project in a test, and writes its diagnostics as lines of text.
import { type Loaded, type LoadInput, loadProject } from '../load.ts';
import { testKinds } from './kinds.ts';
import { memoryDisk, ROOT, type Tree } from './memory-disk.ts';

export const PROJECT = `postform: 1
workspace: ws-1
desired: [d/*.yaml]
secrets: { tok: { env: TOK } }
vars: { host: h.example, num: abc }
`;

/** A project with one desired file, `d/a.yaml`. */
export function desired(content: string | Uint8Array, more: Tree = {}): Tree {
  return { 'postform.yaml': PROJECT, 'd/a.yaml': content, ...more };
}

/** A desired file with one board; the text goes under its notes, from line 5. */
export function notes(text: string): Tree {
  return desired(`boards:\n  b:\n    name: B\n    notes:\n${text}`);
}

/** A desired file with one lamp; the text goes beside its fields, from line 5. */
export function lampWith(text: string): Tree {
  return desired(`lamps:\n  l:\n    name: L\n    board: { uid: u }\n${text}`);
}

export function load(tree: Tree, more: Partial<LoadInput> = {}): Loaded {
  return loadProject({ dir: `${ROOT}/d`, env: {}, disk: memoryDisk(tree), kinds: testKinds, ...more });
}

/** What the small projects here list and most tests do not use. */
const UNUSED = ['D_VAR_UNUSED', 'D_SECRET_UNUSED'];

/** `place code message → hint (also at …)`, one for each diagnostic; without those of unused variables and secrets. */
export function diagnosticsOf(tree: Tree, more: Partial<LoadInput> = {}): readonly string[] {
  return lineStartsOf(load(tree, more), (code) => !UNUSED.includes(code));
}

/** As `tell`, with everything that is told. */
export function allDiagnosticsOf(tree: Tree, more: Partial<LoadInput> = {}): readonly string[] {
  return lineStartsOf(load(tree, more), () => true);
}

function lineStartsOf(loaded: Loaded, counts: (code: string) => boolean): readonly string[] {
  const reported = (loaded.ok ? loaded.warnings : loaded.diagnostics).filter(({ code }) => counts(code));
  return reported.map(({ place, severity, code, message, hint, related }) => {
    const at = place === undefined ? '' : `${place.file}:${place.line}:${place.column} `;
    const others = (related ?? []).map(
      (one) => ` (${one.message} ${one.place.file}:${one.place.line}:${one.place.column})`,
    );
    return `${at}${severity === 'warning' ? 'warning ' : ''}${code} ${message}${hint === undefined ? '' : ` → ${hint}`}${others.join('')}`;
  });
}
