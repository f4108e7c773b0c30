// A small project of one object of each kind, written as files; each situation changes parts of it.

type Fields = Readonly<Record<string, unknown>>;

export interface Declared {
  readonly collections?: Readonly<Record<string, Fields>>;
  readonly environments?: Readonly<Record<string, Fields>>;
  readonly mocks?: Readonly<Record<string, Fields>>;
  readonly monitors?: Readonly<Record<string, Fields>>;
}

const WORKSPACE = '250a1c05-01ff-4951-9273-d6255b40e954';

/** The file that declares the resources. JSON is YAML. */
export function desired(declared: Declared): Readonly<Record<string, string>> {
  return { 'desired/all.yaml': `${JSON.stringify(declared, null, 2)}\n` };
}

/** A whole project. `settings` stand in postform.yaml beside the workspace. */
export function project(declared: Declared, settings: Fields = {}): Readonly<Record<string, string>> {
  const file = { postform: 1, workspace: WORKSPACE, desired: ['desired/**/*.yaml'], ...settings };
  return {
    'postform.yaml': `${JSON.stringify(file, null, 2)}\n`,
    ...source('orders', 'Orders', ['List', 'Create']),
    ...source('billing', 'Billing', ['Charge']),
    ...desired(declared),
  };
}

/** A collection file of so many requests. */
export function source(file: string, name: string, requests: readonly string[]): Readonly<Record<string, string>> {
  const item = requests.map((title) => ({
    name: title,
    request: { method: 'GET', header: [], url: `https://example.com/${title.toLowerCase()}` },
    response: [],
  }));
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return { [`collections/${file}.json`]: `${JSON.stringify({ info: { name, schema }, item }, null, 2)}\n` };
}

export function collection(file = 'orders', more: Fields = {}): Fields {
  return { source: `../collections/${file}.json`, ...more };
}

export function environment(values: Fields = { host: 'orders.example.com', retries: 3 }, more: Fields = {}): Fields {
  return { name: 'Orders', values, ...more };
}

export function mock(more: Fields = {}): Fields {
  return { name: 'Orders mock', collection: 'collection.orders', private: true, ...more };
}

export function monitor(more: Fields = {}): Fields {
  return {
    name: 'Orders smoke',
    collection: 'collection.orders',
    schedule: { cron: '0 6 * * *', timezone: 'UTC' },
    ...more,
  };
}

/** A use of what another resource has, in a text. */
export function use(path: string): string {
  return `\${${path}}`;
}

/** One object of each kind. */
export const team: Declared = {
  collections: { orders: collection() },
  environments: { orders: environment() },
  mocks: { orders: mock() },
  monitors: { smoke: monitor() },
};
