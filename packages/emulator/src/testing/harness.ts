// The test harness: starts an emulator for one test and speaks to it over HTTP.
import { onTestFinished } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../index.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Harness {
  readonly emulator: Emulator;
  readonly workspace: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A call of the control API. Throws unless it answers 200. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts an emulator that ends with the test. Limits are off unless asked for. */
export async function open(options: EmulatorOptions = {}): Promise<Harness> {
  const emulator = await startEmulator({ limits: 'off', ...options });
  onTestFinished(() => emulator.close());
  const call: Harness['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: { 'x-api-key': emulator.apiKey, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const sent = await response.text();
    return { status: response.status, body: sent === '' ? undefined : JSON.parse(sent), headers: response.headers };
  };
  const control: Harness['control'] = async (method, path, body) => {
    const answer = await call(method, `/_emulator/${path}`, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  return { emulator, workspace: emulator.workspace, call, control, close: () => emulator.close() };
}

/** The value at a dotted path of a body, such as `collection.item.0.id`. */
export function at(from: unknown, path: string): unknown {
  let node = from;
  for (const key of path.split('.')) node = (node as Record<string, unknown> | undefined | null)?.[key];
  return node;
}

/** The text at a dotted path. */
export function text(from: unknown, path: string): string {
  return String(at(from, path));
}

export const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** A small invented collection with these items. */
export function collection(name: string, item: unknown[] = [], more: object = {}): object {
  return { collection: { info: { name, schema }, item, ...more } };
}

/** A small invented request. */
export function request(name: string, more: object = {}): object {
  return { name, request: { method: 'GET', url: `https://example.test/${name}` }, ...more };
}

/** Creates through the API and returns id and uid. */
export async function make(
  { call, workspace }: Harness,
  kind: 'collection' | 'environment' | 'monitor' | 'mock',
  body: unknown,
): Promise<{ id: string; uid: string }> {
  const answer = await call('POST', `/${kind}s?workspace=${workspace}`, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return { id: text(answer.body, `${kind}.id`), uid: text(answer.body, `${kind}.uid`) };
}
