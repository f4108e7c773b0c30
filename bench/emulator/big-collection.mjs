// A collection of 20 MB by PUT, beside JSON.parse + JSON.stringify + writeFile of the same bytes.
import { startChild } from './child.mjs';
import { median } from './small-calls.mjs';

const mebibyte = 1024 * 1024;
const rounds = 7;

/** Milliseconds of both (medians), and the median of the rounds' ratios. */
export async function measureBigCollection(dataDir) {
  const [emulator, plain] = await Promise.all([
    startChild('./emulator-server.mjs', [dataDir]),
    startChild('./plain-json.mjs', [dataDir]),
  ]);
  const headers = { 'x-api-key': 'emulator-key', 'content-type': 'application/json' };
  const call = async (method, path, body) => {
    const started = performance.now();
    const response = await fetch(emulator.url + path, { method, headers, body });
    const answer = await response.json();
    if (response.status !== 200) throw new Error(JSON.stringify(answer));
    return { answer, ms: performance.now() - started };
  };
  const text = JSON.stringify(bigCollection());
  const { answer } = await call('POST', `/collections?workspace=${emulator.workspace}`, text);
  const { answer: whole } = await call('GET', `/collections/${answer.collection.id}`);
  const bytes = Buffer.from(JSON.stringify({ collection: whole.collection }));
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const plainMs = await plain.ask(['parseAndWrite', bytes.toString('latin1')]);
    const { ms } = await call('PUT', `/collections/${answer.collection.id}`, bytes);
    pairs.push({ plainMs, ms });
  }
  for (const child of [emulator, plain]) child.stop();
  return {
    mebibytes: bytes.length / mebibyte,
    plainMs: median(pairs.map((pair) => pair.plainMs)),
    emulatorMs: median(pairs.map((pair) => pair.ms)),
    ratio: median(pairs.map((pair) => pair.ms / pair.plainMs)),
  };
}

/** About 20 MB: folders of requests with headers, a body, a script and a saved answer. ASCII alone. */
function bigCollection() {
  const request = (folder, n) => ({
    name: `Request ${folder} ${n}`,
    event: [
      {
        listen: 'test',
        script: { type: 'text/javascript', exec: ['pm.test("ok", () => {});', `// ${'x'.repeat(200)}`] },
      },
    ],
    request: {
      method: 'POST',
      header: [{ key: 'Accept', value: 'application/json' }],
      url: {
        raw: `https://example.test/${folder}/${n}`,
        protocol: 'https',
        host: ['example', 'test'],
        path: [`${folder}`, `${n}`],
      },
      body: { mode: 'raw', raw: JSON.stringify({ text: 'y'.repeat(600) }) },
    },
    response: [{ name: 'Saved', status: 'OK', code: 200, header: [], body: 'z'.repeat(400) }],
  });
  const item = Array.from({ length: 100 }, (_, folder) => ({
    name: `Folder ${folder}`,
    item: Array.from({ length: 100 }, (_unused, n) => request(folder, n)),
  }));
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return { collection: { info: { name: 'Big', schema }, item } };
}
