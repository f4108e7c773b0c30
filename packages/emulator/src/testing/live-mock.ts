// Makes a mock with saved examples, and calls it, for tests.
import type { EmulatorOptions } from '../index.ts';
import { collection, type Harness, make, open, text } from './harness.ts';

/** What a saved example may say; it answers `GET {{host}}/birds` with 200 unless told otherwise. */
export interface Wanted {
  readonly name: string;
  readonly method?: string;
  readonly path?: readonly string[];
  readonly query?: readonly object[];
  readonly variable?: readonly object[];
  readonly sent?: object;
  readonly code?: number;
  readonly header?: readonly object[];
  readonly body?: string;
}

/** A saved example. */
export function birds(wanted: Wanted): object {
  const { name, method = 'GET', path = ['birds'], query = [], variable = [], sent = {}, code = 200 } = wanted;
  return {
    name,
    originalRequest: { method, url: { raw: '', host: ['{{host}}'], path, query, variable }, ...sent },
    code,
    header: wanted.header ?? [{ key: 'Content-Type', value: 'application/json' }],
    body: wanted.body ?? `"${name}"`,
  };
}

export interface OpenMock {
  readonly harness: Harness;
  readonly parent: { readonly id: string; readonly uid: string };
  readonly id: string;
  /** As the API shows it. */
  readonly url: string;
}

/** An emulator with a mock of one collection that holds these examples. */
export async function openMock(
  examples: readonly object[],
  mock: object = {},
  options: EmulatorOptions = {},
): Promise<OpenMock> {
  const harness = await open(options);
  const item = [{ name: 'Birds', request: { method: 'GET', url: 'https://example.test/birds' }, response: examples }];
  const parent = await make(harness, 'collection', collection('Birds', [{ name: 'Folder', item }]));
  const made = await harness.call('POST', `/mocks?workspace=${harness.workspace}`, {
    mock: { collection: parent.uid, ...mock },
  });
  return { harness, parent, id: text(made.body, 'mock.id'), url: text(made.body, 'mock.mockUrl') };
}

/** A call of a mock, without any key. */
export async function ask(
  url: string,
  headers: Record<string, string> = {},
  init: RequestInit = {},
): Promise<{ status: number; body: string; headers: Headers }> {
  const response = await fetch(url, { ...init, headers });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

/** What a mock of these examples says to a call: the body, or the status when nothing matches. */
export async function says(
  examples: readonly Wanted[],
  path: string,
  headers: Record<string, string> = {},
  init: RequestInit = {},
): Promise<string | number> {
  const { url } = await openMock(examples.map(birds));
  const { status, body } = await ask(url + path, headers, init);
  return status === 404 && body.includes('mockRequestNotFoundError') ? 404 : body;
}
