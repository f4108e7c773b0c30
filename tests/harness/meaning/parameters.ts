// Lists the tolerances for what has a key and a value: headers, query, form fields, variables, parameters of auth.
import { isObject, type Json, omit, type Sort } from './grammar.ts';
import { defaulting, ofObject, type Tolerance } from './tolerance.ts';

const fields = ['query', 'header', 'urlencoded', 'formdata', 'variable'] as const satisfies readonly Sort[];

const disabledFalse: Tolerance = {
  name: 'disabledFalse',
  why: '`disabled` is false by default (schema v2.1).',
  on: [...fields, 'body', 'event', 'script'],
  apply: defaulting('disabled', false),
};

const enabledTrue: Tolerance = {
  name: 'enabledTrue',
  why: 'Format v1 says `enabled: true` for what v2 says by leaving `disabled` out.',
  on: fields,
  apply: defaulting('enabled', true),
};

const equalsSign: Tolerance = {
  name: 'equalsSign',
  why: 'Format v1 says `equals: true` of a query parameter written with an equals sign; in v2 a value says it.',
  on: ['query'],
  apply: ofObject((node) => (node['value'] === undefined || node['equals'] !== true ? node : omit(node, ['equals']))),
};

const typeText: Tolerance = {
  name: 'typeText',
  why: 'Headers and urlencoded fields are text always; the API says so (Postman OpenAPI 1.45.0, getCollection).',
  on: ['header', 'urlencoded'],
  apply: defaulting('type', 'text'),
};

const headerName: Tolerance = {
  name: 'headerName',
  why: 'Headers of examples come with `name` beside an equal `key` (Postman OpenAPI 1.45.0, getCollection).',
  on: ['header'],
  apply: ofObject((node) => (node['name'] === node['key'] ? omit(node, ['name']) : node)),
};

const headerText: Tolerance = {
  name: 'headerText',
  why: 'Headers may be written as on the wire, one a line (schema v2.1, request and response).',
  on: ['request', 'example'],
  apply: ofObject((node) => {
    const { header } = node;
    if (typeof header !== 'string' && !Array.isArray(header)) return node;
    const lines = typeof header === 'string' ? header.split(/\r?\n/).filter((line) => line.trim() !== '') : header;
    return { ...node, header: lines.map((line) => (typeof line === 'string' ? headerOf(line) : line)) };
  }),
};

function headerOf(line: string): Json {
  const at = line.indexOf(':');
  return at < 1 ? line : { key: line.slice(0, at), value: line.slice(at + 1).trim() };
}

const variableId: Tolerance = {
  name: 'variableId',
  why: 'Variables get an `id` from the server; in the schema an id may stand for the key (schema v2.1, variable).',
  on: ['variable'],
  apply: ofObject(({ id, ...node }) => (node['key'] === undefined && id !== undefined ? { ...node, key: id } : node)),
};

const variableType: Tolerance = {
  name: 'variableType',
  why: 'A variable that holds text is of type string whether or not it says so (any, default: anything).',
  on: ['variable'],
  apply: ofObject((node) => {
    const isText = typeof (node['value'] ?? '') === 'string';
    return isText && ['string', 'any', 'default'].includes(node['type'] as string) ? omit(node, ['type']) : node;
  }),
};

const authObject: Tolerance = {
  name: 'authObject',
  why: 'Format v2.0 writes the parameters of auth as an object, v2.1 as a list.',
  on: ['auth'],
  apply: ofObject((node) =>
    Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        key !== 'type' && isObject(value)
          ? Object.entries(value).map(([name, of]) => ({ key: name, value: of }))
          : value,
      ]),
    ),
  ),
};

const authOrder: Tolerance = {
  name: 'authOrder',
  why: 'Parameters of auth are known by their names; an object has no order.',
  on: ['auth'],
  apply: ofObject((node) =>
    Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, Array.isArray(value) ? value.toSorted(byKey) : value]),
    ),
  ),
};

function byKey(a: Json, b: Json): number {
  const [left, right] = [a, b].map((one) => (isObject(one) ? String(one['key']) : ''));
  return left! < right! ? -1 : left! > right! ? 1 : 0;
}

const attributeType: Tolerance = {
  name: 'attributeType',
  why: 'The type of a parameter of auth repeats what its value shows, or is `any`; v2.0 has none (Postman OpenAPI 1.45.0, auth-attribute).',
  on: ['attribute'],
  apply: ofObject((node) => {
    const { type, value } = node;
    const shown = Array.isArray(value) ? 'array' : typeof value;
    return type === 'any' || type === shown ? omit(node, ['type']) : node;
  }),
};

export const tolerancesOfParameters: readonly Tolerance[] = [
  disabledFalse,
  enabledTrue,
  equalsSign,
  typeText,
  headerName,
  headerText,
  variableId,
  variableType,
  authObject,
  authOrder,
  attributeType,
];
