// The demo: a whole life of a Postman workspace in one minute, against a local emulator. Needs nothing but a built checkout.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'packages/cli/bin/postform.js');
const colors = (process.stdout.isTTY || (process.env.FORCE_COLOR ?? '0') !== '0') && !process.env.NO_COLOR;
const bold = (text) => (colors ? `\x1b[1m${text}\x1b[22m` : text);
const dim = (text) => (colors ? `\x1b[2m${text}\x1b[22m` : text);

/** Why the next command is run, in one or two sentences. */
function say(text) {
  console.log(`\n${dim('#')} ${text}`);
}

/** Runs postform as a person would, shows the command before its output, and insists on the exit code. */
function postform(args, expected = 0) {
  console.log(`${bold(`$ postform ${args.join(' ')}`)}\n`);
  const { status, error } = spawnSync(process.execPath, [bin, ...args], { cwd: project, env, stdio: ['ignore', 1, 1] });
  if (error) throw error;
  if (status !== 0) console.log(dim(`(exit ${status})`));
  if (status !== expected) throw new Error(`postform ${args[0]} ended with ${status}, not ${expected}`);
}

function output(name) {
  const { stdout } = spawnSync(process.execPath, [bin, 'output', name], { cwd: project, env, encoding: 'utf8' });
  return stdout.trim();
}

/** What a colleague does in the Postman app: the emulator makes the change as another user, past Postform. */
async function editByHand(kind, id, set) {
  const reply = await fetch(`${env.POSTMAN_API_BASE_URL}/_emulator/edit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, id, set }),
  });
  if (!reply.ok) throw new Error(`the emulator refused an edit: ${await reply.text()}`);
}

/** What you do in your editor. */
function editFile(path, before, after) {
  const text = readFileSync(join(project, path), 'utf8');
  if (!text.includes(before)) throw new Error(`${path} does not hold ${before}`);
  writeFileSync(join(project, path), text.replace(before, after));
}

async function callsReceived() {
  const reply = await fetch(`${env.POSTMAN_API_BASE_URL}/_emulator/journal`);
  return (await reply.json()).count;
}

/** The line that the emulator prints when it is ready to serve. */
function readyLine(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text));
    });
    child.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
}

const project = mkdtempSync(join(tmpdir(), 'postform-demo-'));
const env = {
  ...process.env,
  POSTFORM_HOME: join(project, '.home'),
  ORDERS_TOKEN: 'a-token-made-up-for-the-demo',
};
const emulator = spawn(process.execPath, [bin, 'emulator', '--port', '0', '--json', '--ephemeral', '--limits', 'off'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});

try {
  const { url, api_key: apiKey } = await readyLine(emulator);
  Object.assign(env, { POSTMAN_API_BASE_URL: url, POSTMAN_API_KEY: apiKey });
  cpSync(join(root, 'examples/02-service-team'), project, { recursive: true });

  console.log(bold('Postform keeps a Postman workspace equal to files in Git.'));
  console.log('This demo talks to a local Postman API (postform emulator); nothing leaves this machine.');

  say(
    'The files describe two collections, two environments, two monitors and a mock. Are they right? This sends no call.',
  );
  postform(['validate']);

  say('What would change, and what does it cost? The last line is the price. Plans can be saved and reviewed.');
  postform(['plan', '-o', 'plan.json']);

  say('Apply exactly that plan. The orders environment holds the URL of a mock that needs the environment itself:');
  console.log(`${dim('#')} Postform creates the one, then the other, then completes the first.`);
  const before = await callsReceived();
  postform(['apply', 'plan.json']);
  say(`The server received ${(await callsReceived()) - before} calls: the price that the plan named.`);

  say('Now the workspace is as the files say, so the next plan is empty.');
  postform(['plan']);

  say('A colleague edits one request and one monitor in the Postman app …');
  await editByHand('collection', output('collection.orders.id'), {
    '/item/0/item/0/request/url/raw': '{{baseUrl}}/orders?status=all&limit=500',
    '/item/0/item/0/request/url/query': [
      { key: 'status', value: 'all' },
      { key: 'limit', value: '500' },
    ],
  });
  await editByHand('monitor', output('monitor.orders-smoke.id'), { '/schedule/cron': '0 5 * * *' });
  console.log(`${dim('#')} … and the drift check names both. Exit 2 says that there is drift.`);
  postform(['drift'], 2);

  say(
    'Meanwhile you change a value in the files. The plan tells both apart, and costs little: three objects are touched.',
  );
  editFile('desired/orders.yaml', 'retries: { value: 3,', 'retries: { value: 5,');
  postform(['plan', '-o', 'change.json']);
  postform(['apply', 'change.json']);

  say('No drift is left. That was the demo; the project it used is examples/02-service-team.');
  postform(['drift']);
} finally {
  emulator.kill();
  rmSync(project, { recursive: true, force: true });
}
