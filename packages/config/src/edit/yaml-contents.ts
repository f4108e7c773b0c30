// Answers what a cell of a YAML text holds.
import { isObject, type Json } from '@postform/engine';
import { refuse } from './plain-tree.ts';
import { mergedKeys } from './yaml-anchors.ts';
import { type BlockEntry, type FlowBox, printFlowCell, type YamlCell } from './yaml-cells.ts';

export function indexIn({ block, flow }: YamlCell, token: string): number {
  const isMap = block?.isMap ?? flow?.isMap;
  if (isMap !== true) return Number(token);
  return block === undefined
    ? flow!.pieces.findLastIndex(({ name }) => name === token)
    : block.entries.findIndex(({ name, isMerge }) => name === token && isMerge !== true);
}

/** Of an entry that can be taken out: no key from `<<` shows in its place. */
export function ownIndexIn(cell: YamlCell, token: string): number {
  const index = indexIn(cell, token);
  if (mergedKeys(cell).has(token))
    refuse(index === -1 ? 'the key comes from <<' : 'without this key, the one that comes from << would count');
  return index;
}

export function isMapCell({ block, flow }: YamlCell): boolean {
  return (block ?? flow!).isMap;
}

/** A neighbour that a new value can be written like: in brackets, or in lists with the same quotes. */
export function isLike(cell: YamlCell, value: Json, isInMap: boolean): boolean {
  if (typeof value === 'object' && value !== null) return (cell.flow ?? cell.block)?.isMap === isObject(value);
  return !isInMap && typeof value === 'string' && ['plain', 'single', 'double'].includes(cell.form);
}

export function refuseComments({ pieces, tail }: FlowBox): void {
  if ([tail, ...pieces.map(({ lead }) => lead)].some((text) => text.includes('#')))
    refuse('comments stand between the brackets');
}

export function hasComments(entry: BlockEntry): boolean {
  const { lead, gap, rest, cell } = entry;
  const below = (cell.block?.entries ?? []).some(hasComments);
  return (
    below ||
    [lead, gap, rest, cell.block?.tail ?? ''].some((text) => text.includes('#')) ||
    printFlowCell(cell).includes('\n')
  );
}
