// Rules about keys outside the format that carry no meaning. All others are kept and compared.
import { getAt, isObject, type Json, type JsonObject } from '@postform/engine';
import { changeEach, changeKey, isEmptyList, isEmptyObject, textAt, without } from '../../kind-tools/trees.ts';
import { COLLECTION } from '../spec/places.ts';
import { onField, onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

/** Drops keys of owners' extras; owners and maps that end up empty go too. */
function changeExtra(extra: Json, change: (keys: JsonObject, owner: string) => JsonObject): Json | undefined {
  if (!isObject(extra)) return extra;
  const changed = changeEach(extra, change);
  const left = without(
    changed,
    Object.keys(changed).filter((owner) => isEmptyObject(changed[owner])),
  );
  return isEmptyObject(left) ? undefined : left;
}

const MARKS = ['_postman_id', '_postman_isSubFolder', '_exporter_id', '_collection_link'];

export const exportMarks = placedRule({
  name: 'export-marks',
  why: 'Exports add who exported, where from, ids, and that a folder is a sub-folder; the API neither returns nor needs them.',
  changes: [onField(COLLECTION, 'extra', (extra) => changeExtra(extra, (keys) => without(keys, MARKS)))],
});

export const strayKeys = placedRule({
  name: 'stray-keys',
  why: 'Collections made by converters hold a top-level `_` with an id of their own, and `variables: []` of format v1; neither is in the v2 schemas.',
  changes: [
    onField(COLLECTION, 'extra', (extra) =>
      changeExtra(extra, (keys, owner) => {
        if (owner !== '') return keys;
        return without(keys, isEmptyList(keys['variables']) ? ['_', 'variables'] : ['_']);
      }),
    ),
  ],
});

const REQUEST = '/request';

export const requestName = placedRule({
  name: 'request-name',
  why: 'openapi-to-postman writes the name of an item again inside its request; the format has it on the item only.',
  changes: [
    onPart(COLLECTION, (spec) =>
      changeKey(spec, 'extra', (extra) =>
        changeExtra(extra, (keys, owner) => (repeatsName(spec, keys, owner) ? without(keys, ['name']) : keys)),
      ),
    ),
  ],
});

/** Reads the names of items, which no rule changes. */
function repeatsName(spec: JsonObject, keys: JsonObject, owner: string): boolean {
  if (keys['name'] === undefined || !owner.endsWith(REQUEST)) return false;
  const item = getAt(spec, owner.slice(0, -REQUEST.length));
  return isObject(item) && keys['name'] === textAt(item, 'name');
}
