// Rules about keys outside the format that carry no meaning. All others are kept and compared.
import { isObject, type JsonObject, type Rule } from '@postform/engine';
import { changeEach, changeKey, isEmptyList, isEmptyObject, textAt, without } from '../../kind-tools/trees.ts';
import { eachItem } from '../spec/walk.ts';

/** Drops keys of owners' extras; owners and maps that end up empty go too. */
function changeExtra(spec: JsonObject, change: (keys: JsonObject, owner: string) => JsonObject): JsonObject {
  return changeKey(spec, 'extra', (extra) => {
    if (!isObject(extra)) return extra;
    const changed = changeEach(extra, change);
    const left = without(
      changed,
      Object.keys(changed).filter((owner) => isEmptyObject(changed[owner])),
    );
    return isEmptyObject(left) ? undefined : left;
  });
}

const MARKS = ['_postman_id', '_postman_isSubFolder', '_exporter_id', '_collection_link'];

export const exportMarks: Rule = {
  name: 'export-marks',
  why: 'Exports add who exported, where from, ids, and that a folder is a sub-folder; the API neither returns nor needs them.',
  apply: (spec) => changeExtra(spec, (keys) => without(keys, MARKS)),
};

export const strayKeys: Rule = {
  name: 'stray-keys',
  why: 'Collections made by converters hold a top-level `_` with an id of their own, and `variables: []` of format v1; neither is in the v2 schemas.',
  apply: (spec) =>
    changeExtra(spec, (keys, owner) => {
      if (owner !== '') return keys;
      return without(keys, isEmptyList(keys['variables']) ? ['_', 'variables'] : ['_']);
    }),
};

export const requestName: Rule = {
  name: 'request-name',
  why: 'openapi-to-postman writes the name of an item again inside its request; the format has it on the item only.',
  apply: (spec) => {
    const repeating = new Set<string>();
    const extra = isObject(spec['extra']) ? spec['extra'] : {};
    eachItem(spec, (item, pointer) => {
      const keys = extra[`${pointer}/request`];
      if (isObject(keys) && keys['name'] !== undefined && keys['name'] === textAt(item, 'name'))
        repeating.add(`${pointer}/request`);
      return item;
    });
    return changeExtra(spec, (keys, owner) => (repeating.has(owner) ? without(keys, ['name']) : keys));
  },
};
