// Makes the tables of records and documents in docs/json-output.md from their schemas.
import { cell } from './tables.mjs';

export function recordTable(rows) {
  const lines = Object.entries(rows).map(
    ([type, { when, keys }]) => `| \`${type}\` | ${cell(when)} | ${keysOf(Object.entries(keys), true)} |`,
  );
  return ['| type | when | keys |', '|---|---|---|', ...lines];
}

export function documentTable(rows) {
  const lines = Object.values(rows).map(
    ({ title, schema }) =>
      `| \`${title}\` | ${cell(schema.description)} | ${keysOf(namesOf(schema), false) || nameless(schema)} |`,
  );
  return ['| command | what | keys |', '|---|---|---|', ...lines];
}

const nameless = ({ type }) => (type === 'object' ? 'names' : 'a string');

/** Pairs of a name, with `?` where it may be absent, and its schema. */
const namesOf = ({ properties = {}, required = [] }) =>
  Object.entries(properties).map(([name, schema]) => [required.includes(name) ? name : `${name}?`, schema]);

function keysOf(keys, isDeep) {
  return keys
    .map(([name, schema]) => {
      const inner = isDeep ? innerOf(schema) : '';
      return inner === '' ? `\`${name}\`` : `\`${name}\`: ${inner}`;
    })
    .join(isDeep ? '; ' : ', ');
}

/** The keys of an object, or of each form that it may have. */
function innerOf(schema) {
  const forms = schema.anyOf ?? [schema];
  return forms
    .map((form) =>
      namesOf(form)
        .map(([name]) => `\`${name}\``)
        .join(', '),
    )
    .join(' or ');
}
