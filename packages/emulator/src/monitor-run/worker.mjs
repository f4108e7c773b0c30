// The runner thread: runs one collection with Postman's runtime library and tells its parent what happens.
// Plain JavaScript: a worker thread of Node 20 reads no TypeScript. A thread of its own, so that a script that never
// ends or a library that throws ends this thread and not the server.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { guardSockets } from './loopback.mjs';

/** `runtime` is the file of the library; `targets` is 'loopback' or 'anywhere'; the rest is a MonitorJob. */
const { runtime, targets, collection, values, options } = workerData;
if (targets !== 'anywhere') guardSockets();
const requireBeside = createRequire(runtime);
const { Runner } = requireBeside(runtime);
const { Collection, VariableScope } = requireBeside('postman-collection');

const tell = (event) => parentPort.postMessage(event);
const wrong = ({ name = 'Error', message = '' }) => ({ name: String(name), message: String(message) });

const callbacks = {
  request: (error, _cursor, response, _request, item) => {
    tell({
      kind: 'sent',
      ...(error ? { error: wrong(error) } : {}),
      name: String(item?.name ?? ''),
      bytes: sizeOf(response),
    });
  },
  response: (error, cursor, response, request, item) => {
    tell({
      kind: 'execution',
      ref: cursor.ref,
      name: String(item?.name ?? ''),
      request: {
        method: String(request?.method ?? ''),
        url: String(request?.url ?? ''),
        headers: headersOf(request),
        bytes: request?.body ? Number(request.size().body ?? 0) : 0,
      },
      atMs: Date.now(),
      ...(response
        ? {
            response: {
              code: response.code,
              headers: headersOf(response),
              bytes: sizeOf(response),
              tookMs: response.responseTime ?? 0,
            },
          }
        : {}),
      ...(error ? { error: wrong(error) } : {}),
    });
  },
  assertion: (cursor, assertions) => {
    for (const { name, error, skipped } of assertions) {
      if (!skipped)
        tell({ kind: 'assertion', ref: cursor.ref, name: String(name), ...(error ? { error: wrong(error) } : {}) });
    }
  },
  exception: (cursor, error) => tell({ kind: 'exception', ref: cursor?.ref ?? '', error: wrong(error ?? {}) }),
  done: (error) => {
    if (error) tell({ kind: 'exception', ref: '', error: wrong(error) });
    tell({ kind: 'done' });
  },
};

function headersOf(message) {
  return (message?.headers?.all() ?? []).map(({ key, value }) => [String(key), String(value ?? '')]);
}

function sizeOf(response) {
  return response ? Number(response.size().body ?? 0) : 0;
}

new Runner().run(
  new Collection(collection),
  {
    environment: new VariableScope({ values }),
    timeout: { request: options.requestTimeoutMs, script: options.scriptTimeoutMs, global: options.limitMs },
    delay: { item: options.requestDelayMs },
    requester: { followRedirects: options.followRedirects, strictSSL: options.strictSSL },
    ignoreProxyEnvironmentVariables: true,
  },
  (error, run) => {
    if (error) callbacks.done(error);
    else run.start(callbacks);
  },
);
