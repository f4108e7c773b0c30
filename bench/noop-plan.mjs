// Measures no-op plans of growing workspaces: calls, CPU and memory of `postform plan`, against the emulator on loopback.
// Usage: npm run bench [-- 100 1000 10000]. Half of the resources are environments, the rest collections, some mocks and monitors.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../packages/cli/bin/postform.js', import.meta.url));
const usage = new URL('./usage.mjs', import.meta.url).href;
const sizes = process.argv.slice(2).map(Number);

console.log('resources | calls | plan CPU s | of which start-up s | peak MiB | wall s | apply CPU s | apply wall s');
for (const size of sizes.length > 0 ? sizes : [100, 1000, 10000]) console.log(await measure(size));

async function measure(size) {
  const dir = mkdtempSync(join(tmpdir(), 'postform-bench-'));
  const emulator = await startEmulator();
  try {
    writeProject(dir, size, emulator.workspace);
    const env = {
      ...process.env,
      POSTFORM_HOME: join(dir, 'home'),
      POSTMAN_API_BASE_URL: emulator.url,
      POSTMAN_API_KEY: emulator.api_key,
      NO_COLOR: '1',
    };
    const start = await run(dir, env, ['--version']);
    const applied = await run(dir, env, ['apply', '--auto-approve']);
    const before = await callsOf(emulator.url);
    const planned = await run(dir, env, ['plan', '--refresh', 'full', '--detailed-exitcode']);
    const calls = (await callsOf(emulator.url)) - before;
    const cells = [size, calls, planned.cpuS, start.cpuS, planned.peakMiB, planned.wallS, applied.cpuS, applied.wallS];
    return cells.map((cell, index) => (index < 2 ? cell : cell.toFixed(index === 4 ? 0 : 2))).join(' | ');
  } finally {
    emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** 40 % collections of ten requests, 50 % environments of ten values, 5 % mocks, and five monitors, which sit in the slow bucket. */
function writeProject(dir, size, workspace) {
  mkdirSync(join(dir, 'desired'));
  mkdirSync(join(dir, 'collections'));
  writeFileSync(join(dir, 'postform.yaml'), `postform: 1\nworkspace: ${workspace}\ndesired: [desired/*.yaml]\n`);
  const parts = { collections: size * 0.4, environments: size * 0.5, mocks: size * 0.05, monitors: 5 };
  for (const [plural, count] of Object.entries(parts)) {
    const lines = [`${plural}:`];
    for (let n = 0; n < count; n++) lines.push(...resource(plural, n, dir));
    writeFileSync(join(dir, 'desired', `${plural}.yaml`), `${lines.join('\n')}\n`);
  }
}

function resource(plural, n, dir) {
  if (plural === 'collections') {
    const item = Array.from({ length: 10 }, (_, at) => ({
      name: `Request ${at}`,
      request: {
        method: 'GET',
        url: `https://example.com/${n}/${at}`,
        header: [{ key: 'Accept', value: 'application/json' }],
      },
    }));
    const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
    writeFileSync(
      join(dir, 'collections', `c${n}.json`),
      JSON.stringify({ info: { name: `Collection ${n}`, schema }, item }),
    );
    return [`  c${n}: { source: ../collections/c${n}.json }`];
  }
  if (plural === 'environments') {
    const values = Array.from({ length: 10 }, (_, at) => `      key${at}: "value ${n} ${at}"`);
    return [`  e${n}:`, `    name: Environment ${n}`, '    values:', ...values];
  }
  if (plural === 'mocks') return [`  m${n}: { name: Mock ${n}, collection: collection.c${n}, private: true }`];
  return [
    `  w${n}: { name: Monitor ${n}, collection: collection.c${n}, schedule: { cron: "0 6 * * *", timezone: UTC } }`,
  ];
}

function startEmulator() {
  const child = spawn(process.execPath, [bin, 'emulator', '--port', '0', '--json', '--ephemeral', '--limits', 'off'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve({ ...JSON.parse(text), stop: () => child.kill('SIGTERM') });
    });
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
}

async function callsOf(url) {
  return (await (await fetch(`${url}/_emulator/journal?since=999999999`)).json()).count;
}

function run(dir, env, args) {
  const file = join(dir, 'usage.json');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', usage, bin, ...args], {
    cwd: dir,
    env: { ...env, POSTFORM_USAGE: file },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code !== 0) return reject(new Error(`postform ${args.join(' ')} ended with ${code}:\n${errors}`));
      resolve({ ...JSON.parse(readFileSync(file, 'utf8')), wallS: (performance.now() - started) / 1000 });
    });
  });
}
