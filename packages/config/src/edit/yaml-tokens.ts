// Says where the parts of YAML tokens begin and end.
import type { YamlItem, YamlMark, YamlToken } from '../yaml/yaml.ts';
import { refuse } from './plain-tree.ts';

export type Block = YamlToken & { readonly type: 'block-map' | 'block-seq' };
export type Flow = YamlToken & { readonly type: 'flow-collection' };

export function isBlock(token: YamlToken): token is Block {
  return token.type === 'block-map' || token.type === 'block-seq';
}

/** Only commas, comments and white space. */
export function isNothing({ start, key, sep, value }: YamlItem): boolean {
  return !key && !value && !sep && !start.some(({ type }) => type === 'seq-item-ind' || type === 'anchor');
}

export function firstOf(token: Block): number {
  const item = (token.items as readonly YamlItem[]).find((one) => !isNothing(one));
  return startOfItem(item!);
}

export function startOfItem(item: YamlItem): number {
  const dash = item.start.find(({ type }) => type === 'seq-item-ind');
  if (dash !== undefined) return dash.offset;
  if (!item.key || item.start.some(({ type }) => type === 'explicit-key-ind') || hasProps(item.start))
    refuse('a key is written with ?, an anchor or a tag');
  return startOf(item.key);
}

export function endOfHead(item: YamlItem): number {
  const mark =
    item.start.find(({ type }) => type === 'seq-item-ind') ?? item.sep?.find(({ type }) => type === 'map-value-ind');
  return mark === undefined ? refuse('a key has no colon') : mark.offset + 1;
}

export function startOf(token: YamlToken): number {
  return 'offset' in token ? token.offset : refuse('the file is written in an unusual way');
}

export function endOfScalar(token: YamlToken): number {
  return startOf(token) + ('source' in token ? token.source.length : 0);
}

export function hasProps(marks: readonly YamlMark[]): boolean {
  return marks.some(({ type }) => type === 'anchor' || type === 'tag');
}

export function anchorIn(marks: readonly YamlMark[]): string | undefined {
  return marks.find(({ type }) => type === 'anchor')?.source.slice(1);
}

export function isMergeToken(token: YamlToken): boolean {
  return token.type === 'scalar' && token.source === '<<';
}
