// Finds in sources what only a kind may know: the kind's name, and the fields of its files and of the API's replies.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject, type Kind } from '@postform/engine';
import ts from 'typescript';

export interface Found {
  /** Path below `packages`, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly word: string;
  /** The piece of the source that holds the word. */
  readonly text: string;
}

/** TypeScript sources below a folder, tests and their helpers apart; paths relative to it. */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !/(^|\/)testing\//.test(path));
}

/** Every property that a schema of authored resources names, at any depth, and every attribute and pointer of the kind. */
export function declaredFields(kind: Kind): ReadonlySet<string> {
  const found = new Set<string>(Object.keys(kind.attributes));
  const visit = (schema: Json | undefined): void => {
    if (Array.isArray(schema)) for (const one of schema) visit(one as Json);
    if (!isObject(schema)) return;
    for (const [key, value] of Object.entries(schema as JsonObject)) {
      if (key === 'properties' && isObject(value)) for (const name of Object.keys(value)) found.add(name);
      visit(value);
    }
  };
  visit(kind.written);
  for (const pointer of [
    ...kind.writeOnly,
    ...kind.immutable,
    ...kind.deferrable,
    ...kind.refs.map((ref) => ref.pointer),
  ])
    for (const token of pointer.split('/')) if (/^\w+$/.test(token)) found.add(token);
  return found;
}

/** Every key that the sources of a kind read from trees, as in `remote['deactivated']`. */
export function fieldsReadIn(folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of sourcesIn(folder)) {
    const visit = (node: ts.Node): void => {
      if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression))
        found.add(node.argumentExpression.text);
      ts.forEachChild(node, visit);
    };
    visit(parsed(join(folder, path)));
  }
  return found;
}

/**
 * Where a file names one of `names`: in a text, as an identifier, or as a part of one (`mockUrl`, `isCollection`).
 * Comments do not count, nor does "environment variable", which is one of the process.
 */
export function namesIn(root: string, file: string, names: ReadonlySet<string>): readonly Found[] {
  const words = (text: string): readonly string[] =>
    text
      .replace(/environment variables?/gi, '')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/);
  return scan(root, file, (text) => words(text).find((word) => names.has(word)));
}

/** Where a file reads, writes or names one of `fields`: as a property, a key, a whole text, or a step of a pointer. */
export function fieldsIn(root: string, file: string, fields: ReadonlySet<string>): readonly Found[] {
  return scan(root, file, (text, isIdentifier) =>
    isIdentifier || !/^(\/[^/\s]+)+$/.test(text)
      ? fields.has(text)
        ? text
        : undefined
      : text.split('/').find((token) => fields.has(token)),
  );
}

/** Where a file reads one of `fields` from a tree of JSON: `tree['field']`, or a step of a pointer. */
export function fieldsReadFrom(root: string, file: string, fields: ReadonlySet<string>): readonly Found[] {
  const source = parsed(join(root, file));
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
      const word = node.argumentExpression.text;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (fields.has(word)) found.push({ file, line, word, text: node.getText(source) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function scan(
  root: string,
  file: string,
  wordOf: (text: string, isIdentifier: boolean) => string | undefined,
): readonly Found[] {
  const source = parsed(join(root, file));
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const isIdentifier = ts.isIdentifier(node);
    if (
      isIdentifier ||
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      const word = wordOf(node.text, isIdentifier);
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (word !== undefined) found.push({ file, line, word, text: node.text.trim() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function parsed(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}
