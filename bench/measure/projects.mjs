// Writes the projects that are measured.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/**
 * `size` resources: 40 % collections of ten requests, 50 % environments of ten values, 5 % mocks, and monitors. Mocks and
 * monitors refer to collections. Nine environments in ten use a variable, and of these one in nine refers to a collection
 * and one in nine holds a secret: so half of the resources have refs or `${}`. At most five monitors: reads of monitors
 * have a bucket of their own, which is small.
 */
export function writeMixedProject(dir, size, workspace) {
  const monitors = Math.min(5, Math.ceil(size * 0.05));
  const mocks = Math.floor(size * 0.05);
  const collections = Math.floor(size * 0.4);
  const parts = {
    collections: Array.from({ length: collections }, (_, n) => {
      writeCollection(
        dir,
        `c${n}`,
        Array.from({ length: 10 }, (_, at) => smallRequest(n, at)),
      );
      return [`  c${n}: { source: ../collections/c${n}.json }`];
    }),
    environments: Array.from({ length: size - monitors - mocks - collections }, (_, n) => environment(n, collections)),
    mocks: Array.from({ length: mocks }, (_, n) => [
      `  m${n}: { name: Mock ${n}, collection: collection.c${n}, private: true }`,
    ]),
    monitors: Array.from({ length: monitors }, (_, n) => [
      `  w${n}: { name: Monitor ${n}, collection: collection.c${n}, schedule: { cron: "0 6 * * *", timezone: UTC } }`,
    ]),
  };
  const project = [
    'postform: 1',
    `workspace: ${workspace}`,
    'desired: [desired/*.yaml]',
    'vars: { host: bench.example.com }',
    'secrets: { token: { env: BENCH_TOKEN } }',
  ];
  writeProject(dir, project, parts);
}

/** `count` collections, each of about `mebibytes` MiB of source. Returns the bytes of all sources. */
export function writeBigProject(dir, count, mebibytes, workspace) {
  let bytes = 0;
  const collections = Array.from({ length: count }, (_, n) => {
    bytes += writeCollection(dir, `c${n}`, bigRequests(n, mebibytes));
    return [`  c${n}: { source: ../collections/c${n}.json }`];
  });
  writeProject(dir, ['postform: 1', `workspace: ${workspace}`, 'desired: [desired/*.yaml]'], { collections });
  return bytes;
}

/** Requests of collection `n`, of about so many MiB. */
export function bigRequests(n, mebibytes) {
  const items = [];
  for (let size = 0; size < mebibytes * 1024 * 1024; size += JSON.stringify(items.at(-1)).length)
    items.push(bigRequest(n, items.length));
  return items;
}

function writeProject(dir, project, parts) {
  mkdirSync(join(dir, 'desired'), { recursive: true });
  writeFileSync(join(dir, 'postform.yaml'), `${project.join('\n')}\n`);
  for (const [plural, resources] of Object.entries(parts)) {
    const text = [`${plural}:`, ...resources.flat()].join('\n');
    if (resources.length > 0) writeFileSync(join(dir, 'desired', `${plural}.yaml`), `${text}\n`);
  }
}

function writeCollection(dir, name, item) {
  mkdirSync(join(dir, 'collections'), { recursive: true });
  const text = JSON.stringify({ info: { name: `Collection ${name}`, schema: SCHEMA }, item });
  writeFileSync(join(dir, 'collections', `${name}.json`), text);
  return text.length;
}

function environment(n, collections) {
  const host = n % 10 === 0 ? 'plain.example.com' : `\${var.host}`;
  const values = Array.from({ length: 10 }, (_, at) => `      key${at}: "https://${host}/${n}/${at}"`);
  if (n % 10 === 1) values.push(`      collection: \${collection.c${n % collections}.id}`);
  if (n % 10 === 2) values.push('      token: { secret: token }');
  return [`  e${n}:`, `    name: Environment ${n}`, '    values:', ...values];
}

function smallRequest(n, at) {
  return {
    name: `Request ${at}`,
    request: {
      method: 'GET',
      url: `https://example.com/${n}/${at}`,
      header: [{ key: 'Accept', value: 'application/json' }],
    },
  };
}

/** A request of about 2 KiB, with headers, a body, a description and a script, as people's collections have. */
function bigRequest(n, at) {
  const body = { order: `${n}-${at}`, lines: Array.from({ length: 12 }, (_, line) => ({ line, sku: `SKU-${line}` })) };
  return {
    name: `Create order ${at}`,
    event: [
      {
        listen: 'test',
        script: {
          type: 'text/javascript',
          exec: Array.from({ length: 6 }, (_, line) => `pm.test('answer ${line}', () => pm.response.to.be.ok);`),
        },
      },
    ],
    request: {
      method: 'POST',
      url: `https://example.com/orders/${n}/${at}?verbose=true&page=1`,
      description: `Creates order ${at} of collection ${n}. `.repeat(8),
      header: [
        { key: 'Accept', value: 'application/json' },
        { key: 'Content-Type', value: 'application/json' },
        { key: 'X-Request-Number', value: String(at) },
      ],
      body: { mode: 'raw', raw: JSON.stringify(body, null, 2), options: { raw: { language: 'json' } } },
    },
  };
}
