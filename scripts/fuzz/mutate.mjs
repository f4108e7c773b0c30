// Mutations: of JSON values, of their text, of paths, queries and headers.

const oddValues = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '{{$guid}}',
  '../../x',
  '__proto__',
  'x'.repeat(5_000),
  [],
  {},
  [[]],
  [null],
  { id: null },
  { name: 1 },
];
const oddKeys = [
  '__proto__',
  'constructor',
  'toString',
  'id',
  'uid',
  'item',
  'name',
  '',
  '0',
  'length',
  'values',
  'info',
];

/** A copy of the value with so many changes at places of their own. */
export function mutated(value, chance, changes) {
  let copy = structuredClone(value);
  for (let n = 0; n < changes; n += 1) copy = once(copy, chance);
  return copy;
}

function once(root, chance) {
  const holders = [];
  collect(root, holders);
  if (holders.length === 0) return chance.of(oddValues);
  const holder = chance.of(holders);
  const keys = Object.keys(holder);
  const key = keys.length === 0 ? '' : chance.of(keys);
  const act = chance.below(6);
  if (act === 0) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (act === 1) set(holder, chance.of(oddKeys), structuredClone(chance.of(oddValues)));
  else if (act === 2) set(holder, key, structuredClone(holder));
  else if (act === 3 && Array.isArray(holder)) holder.push(...structuredClone(holder));
  else set(holder, key, structuredClone(chance.of(oddValues)));
  return root;
}

/** Defines, so that `__proto__` becomes a key and no prototype. */
function set(holder, key, value) {
  if (Array.isArray(holder)) holder[Number(key) || 0] = value;
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function collect(value, holders) {
  if (typeof value !== 'object' || value === null || holders.length > 200) return;
  holders.push(value);
  for (const one of Object.values(value)) collect(one, holders);
}

/** The text cut, doubled, or with other bytes in it. */
export function torn(text, chance) {
  const bytes = Buffer.from(text);
  const at = chance.below(bytes.length + 1);
  const act = chance.below(5);
  if (act === 0) return bytes.subarray(0, at);
  if (act === 1) return Buffer.concat([bytes, bytes]);
  if (act === 2) return Buffer.concat([bytes.subarray(0, at), Buffer.from([chance.below(256)]), bytes.subarray(at)]);
  if (act === 3) return Buffer.from('['.repeat(1 + chance.below(5_000)));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xfe]), bytes.subarray(at)]);
}

/** A word for the place of an id. */
export function oddWord(chance) {
  return chance.of([
    'x',
    '%00',
    '%2e%2e',
    '..',
    '%',
    '%E0%A4%A',
    '%F0%9F%92%A9',
    '-',
    '0',
    '1-1',
    'null',
    'undefined',
    '__proto__',
    'constructor',
    '10203040-',
    'a'.repeat(1 + chance.below(3_000)),
    '%2f',
    '%0d%0aX:%20y',
  ]);
}

const queryNames =
  'workspace workspaceId limit offset cursor name model include type elementType elementId active owner collectionUid environmentUid async since until direction sort page access_key createdBy status populate'.split(
    ' ',
  );

/** A query of some parameters, or nothing. `id` draws an id. */
export function queryOf(chance, id) {
  const parts = Array.from({ length: chance.below(4) }, () => {
    const name = chance.of(queryNames);
    if (name.startsWith('workspace') && chance.percent(85)) return `${name}=${id('workspaces')}`;
    const odd = ['1', '25', '-1', 'Infinity', 'NaN', '1e999', 'true', '', 'minimal', 'mocks:deactivated'];
    return `${name}=${chance.of([id(), oddWord(chance), ...odd])}`;
  });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Headers beside the key: mostly ordinary ones. */
export function headersOf(chance) {
  const headers = { 'x-api-key': 'emulator-key', 'content-type': 'application/json', 'user-agent': 'hostile-input' };
  if (chance.percent(2)) delete headers['x-api-key'];
  if (chance.percent(2))
    headers['content-type'] = chance.of(['text/plain', '', 'application/json; charset=utf-16', ';']);
  if (chance.percent(2)) headers['content-encoding'] = chance.of(['gzip', 'identity', 'br']);
  if (chance.percent(5)) headers['prefer'] = chance.of(['respond-async', 'code=404', '']);
  if (chance.percent(2)) headers['x-mock-response-code'] = chance.of(['200', 'Infinity', 'x']);
  if (chance.percent(1)) headers['x-long'] = 'a'.repeat(chance.below(30_000));
  if (chance.percent(1)) headers['host'] = chance.of(['x.mock.pstmn.io', '', 'example.test:99999']);
  return headers;
}
