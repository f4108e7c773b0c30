// Lists the tolerances for environments and globals.
import { isObject, omit } from './grammar.ts';
import { defaulting, dropping, ofObject, type Tolerance, type Tolerances } from './tolerance.ts';
import { descriptionBlank, descriptionText } from './tolerances.ts';

const serverFields: Tolerance = {
  name: 'serverFields',
  why: 'The server says who, when and whether public (Postman OpenAPI 1.45.0, getEnvironment).',
  on: ['environment'],
  apply: dropping('id', 'uid', 'owner', 'isPublic', 'createdAt', 'updatedAt'),
};

const exportNoise: Tolerance = {
  name: 'exportNoise',
  why: 'The apps note in exports their version, the time, the scope, and (up to version 6) whether the file was synced.',
  on: ['environment'],
  apply: dropping(
    '_postman_variable_scope',
    '_postman_exported_at',
    '_postman_exported_using',
    'timestamp',
    'synced',
    'syncedFilename',
  ),
};

const nulls: Tolerance = {
  name: 'nulls',
  why: 'Exports write null where something is not there.',
  on: 'all',
  apply: ofObject((node) =>
    omit(
      node,
      Object.keys(node).filter((key) => node[key] === null),
    ),
  ),
};

const plainType: Tolerance = {
  name: 'plainType',
  why: 'The API knows default and secret (Postman OpenAPI 1.45.0); exports of all ages write other words for default, or none.',
  on: ['value'],
  apply: ofObject((node) =>
    ['', 'any', 'text', 'string', 'boolean', 'number', 'default'].includes((node['type'] ?? '') as string)
      ? omit(node, ['type'])
      : node,
  ),
};

const enabledTrue: Tolerance = {
  name: 'enabledTrue',
  why: 'A variable is enabled unless it says otherwise.',
  on: ['value'],
  apply: defaulting('enabled', true),
};

const valueText: Tolerance = {
  name: 'valueText',
  why: 'The API takes text only (Postman OpenAPI 1.45.0); exports may hold any JSON.',
  on: ['value'],
  apply: ofObject((node) => {
    const { value } = node;
    if (value === undefined || typeof value === 'string') return node;
    return { ...node, value: typeof value === 'object' ? JSON.stringify(value) : String(value) };
  }),
};

const blankValue: Tolerance = {
  name: 'blankValue',
  why: 'A variable without a value is an empty text; one that lies in the vault is read without (Postman OpenAPI 1.45.0).',
  on: ['value'],
  apply: defaulting('value', ''),
};

const oldName: Tolerance = {
  name: 'oldName',
  why: 'Exports of format v1 hold the key of a variable again as its `name`; the API has no such field (Postman OpenAPI 1.45.0).',
  on: ['value'],
  apply: dropping('name'),
};

const notInVault: Tolerance = {
  name: 'notInVault',
  why: '`secret: false` is the default (Postman OpenAPI 1.45.0, environmentVaultVariables).',
  on: ['value'],
  apply: defaulting('secret', false),
};

const noValues: Tolerance = {
  name: 'noValues',
  why: 'An environment without variables has an empty list of them, or none.',
  on: ['environment'],
  apply: ofObject((node) => {
    const { values } = node;
    return Array.isArray(values) && values.length === 0 ? omit(node, ['values']) : node;
  }),
};

export const tolerancesOfEnvironments: Tolerances = {
  writings: [
    nulls,
    serverFields,
    exportNoise,
    plainType,
    enabledTrue,
    valueText,
    blankValue,
    descriptionText,
    descriptionBlank,
    oldName,
    notInVault,
    noValues,
  ],
  additions: [],
};

/** Twins, variables of one key, keep their order: the last one counts. */
const valueOrder: Tolerance = {
  name: 'valueOrder',
  why: 'Variables are known by key. An update leaves those that exist where they are and adds new ones at the end.',
  on: ['environment'],
  apply: ofObject((node) => {
    const { values } = node;
    if (!Array.isArray(values)) return node;
    const keyOf = (value: unknown): string => (isObject(value) ? String(value['key']) : '');
    const sorted = values.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
    return { ...node, values: sorted };
  }),
};

/** After an update; after a create the order must be the file's. */
export const tolerancesOfUpdatedEnvironments: Tolerances = {
  writings: [...tolerancesOfEnvironments.writings, valueOrder],
  additions: [],
};
