// Knows which cells of a YAML text others use, through aliases and merge keys.
import { refuse } from './plain-tree.ts';
import { cellsIn, type YamlCell } from './yaml-cells.ts';

/** Refuses to change a cell that aliases elsewhere stand for. */
export function refuseUsed({ anchor, uses }: YamlCell): void {
  if (uses > 0) refuse(`what is anchored here as &${anchor} is used elsewhere in the file, too`);
}

/** Takes a cell and all below it out of use; refuses where something outside of it needs one of them. */
export function release(cell: YamlCell): void {
  const cells = [...cellsIn(cell)];
  for (const { target } of cells) if (target !== undefined) target.uses--;
  for (const one of cells) refuseUsed(one);
}

/** The keys that `<<` brings into a map. */
export function mergedKeys(cell: YamlCell): ReadonlySet<string> {
  const keys = new Set<string>();
  const merges = (cell.block?.entries ?? []).filter(({ isMerge }) => isMerge).map((entry) => entry.cell);
  const seen = new Set<YamlCell>();
  for (let source = merges.pop(); source !== undefined; source = merges.pop()) {
    const own = source.target ?? source;
    if (seen.has(own)) continue;
    seen.add(own);
    const { block, flow } = own;
    for (const { name, isMerge, cell: child } of block?.entries ?? []) {
      if (block!.isMap && !isMerge) keys.add(name!);
      else merges.push(child);
    }
    for (const { name, cell: child } of flow?.pieces ?? []) {
      if (flow!.isMap) keys.add(name!);
      else merges.push(child);
    }
  }
  return keys;
}
