// Finds exported names that are declared more than once.
import ts from 'typescript';

/** Names that a file declares and exports; what it passes on from another file does not count. */
export function exportsOf(tree) {
  return tree.statements.flatMap((node) => {
    if (!node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name.getText(tree));
    return node.name === undefined ? [] : [node.name.getText(tree)];
  });
}

export function doubledExports(files) {
  const places = new Map();
  for (const { file, exports } of files)
    for (const name of new Set(exports)) places.set(name, [...(places.get(name) ?? []), file]);
  return [...places]
    .filter(([, where]) => where.length > 1)
    .map(([name, where]) => `${where[0]}: ${name} is exported by ${where.slice(1).join(', ')}, too`);
}
