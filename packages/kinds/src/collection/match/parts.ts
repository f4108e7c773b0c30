// The parts of a collection that have ids of their own: folders, requests and examples, with what tells them apart.
import { isObject, type JsonObject, type Pointer } from '@postform/engine';
import { inWrittenOrder, namesAt, objectAt, textAt } from '../../kind-tools/trees.ts';
import { at } from '../spec/gather.ts';
import { childrenIn } from '../spec/item-pointers.ts';

export interface IdentifiedPart {
  readonly pointer: Pointer;
  readonly sort: 'folder' | 'request' | 'example';
  readonly name: string;
  /** What it is without its name: method and URL of a request, code and body of an example, names in a folder. */
  readonly essence: string;
  /** Pointer of the folder or request that holds it; '' for the collection. */
  readonly parent: Pointer;
}

/** Parents before children, in the order of the collection. `spec` is normalised. */
export function partsIn(spec: JsonObject): readonly IdentifiedPart[] {
  const parts: IdentifiedPart[] = [];
  collect(spec, '', childrenIn(spec), parts);
  return parts;
}

function collect(
  owner: JsonObject,
  parent: Pointer,
  childrenOf: ReturnType<typeof childrenIn>,
  parts: IdentifiedPart[],
): void {
  for (const { pointer, item } of childrenOf(owner, parent)) {
    const name = textAt(item, 'name') ?? '';
    if (!isObject(item['request'])) {
      const names = childrenOf(item, pointer).map(({ item: inner }) => inner['name'] ?? '');
      parts.push({ pointer, sort: 'folder', name, essence: JSON.stringify(names), parent });
      collect(item, pointer, childrenOf, parts);
      continue;
    }
    parts.push({ pointer, sort: 'request', name, essence: essenceOfRequest(item['request']), parent });
    const examples = objectAt(item, 'examples');
    for (const exampleKey of inWrittenOrder(examples, namesAt(item, 'exampleOrder'))) {
      const example = objectAt(examples, exampleKey);
      parts.push({
        pointer: at(pointer, 'examples', exampleKey),
        sort: 'example',
        name: textAt(example, 'name') ?? '',
        essence: JSON.stringify([example['code'] ?? null, example['body'] ?? null]),
        parent: pointer,
      });
    }
  }
}

function essenceOfRequest(request: JsonObject): string {
  const line = objectAt(request, 'line');
  return JSON.stringify([line['method'] ?? null, textAt(objectAt(line, 'url'), 'raw') ?? '']);
}
