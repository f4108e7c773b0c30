// Finds functions with too many parameters, and closures and classes with too much mutable state.
import ts from 'typescript';

const MAX_PARAMETERS = 5;
const MAX_MUTABLE = 3;

export function parameterBreaches({ file, tree }) {
  return functionsIn(tree)
    .filter((node) => node.parameters.length > MAX_PARAMETERS)
    .map(
      (node) =>
        `${at(file, tree, node)}: ${nameOf(node)} has ${node.parameters.length} parameters; at most ${MAX_PARAMETERS}`,
    );
}

/** A closure's state: `let`s of a function that an inner function uses. A class's: fields that are not readonly. */
export function closureBreaches({ file, tree, isTest }) {
  if (isTest) return [];
  const closures = functionsIn(tree)
    .filter((node) => node.body !== undefined)
    .map((node) => ({ node, names: capturedLets(node) }));
  const classes = nodesIn(tree, ts.isClassLike).map((node) => ({ node, names: mutableFields(node) }));
  return [...closures, ...classes]
    .filter(({ names }) => names.length > MAX_MUTABLE)
    .map(
      ({ node, names }) =>
        `${at(file, tree, node)}: ${nameOf(node)} keeps ${names.length} mutable variables (${names.join(', ')}); at most ${MAX_MUTABLE}`,
    );
}

function capturedLets(owner) {
  const lets = [];
  const visit = (node) => {
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Let) !== 0)
      for (const { name } of node.declarations) if (ts.isIdentifier(name)) lets.push(name.text);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(owner.body);
  if (lets.length <= MAX_MUTABLE) return [];
  const inner = new Set(
    nodesIn(owner.body, ts.isFunctionLike).flatMap((node) => nodesIn(node, ts.isIdentifier).map(({ text }) => text)),
  );
  return lets.filter((name) => inner.has(name));
}

function mutableFields(node) {
  const isMutable = ({ modifiers = [] }) => !modifiers.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword);
  const isParameterField = ({ modifiers = [] }) =>
    modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.PublicKeyword);
  const fields = node.members.filter((member) => ts.isPropertyDeclaration(member) && isMutable(member));
  const made = node.members
    .filter(ts.isConstructorDeclaration)
    .flatMap(({ parameters }) => parameters.filter((item) => isParameterField(item) && isMutable(item)));
  return [...fields, ...made].map(({ name }) => name.getText());
}

function functionsIn(tree) {
  return nodesIn(tree, (node) => ts.isFunctionLike(node) && node.parameters !== undefined);
}

function nodesIn(start, isWanted) {
  const found = [];
  const visit = (node) => {
    if (isWanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(start);
  return found;
}

function nameOf(node) {
  return node.name?.getText() ?? node.parent?.name?.getText() ?? 'an unnamed function';
}

function at(file, tree, node) {
  return `${file}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
}
