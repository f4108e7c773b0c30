// Plays seeded calls against an emulator and counts what it answers.
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { bodyFor } from './bodies.mjs';
import { makeChance } from './chance.mjs';
import { makeIds } from './ids.mjs';
import { headersOf, mutated, oddWord, queryOf, torn } from './mutate.mjs';

const together = 8;
const hangsAfterMs = 20_000;
const startsAfresh = 5_000;

/**
 * Sends `count` calls. Returns counts by status (0: no answer where none is due, of raw bytes) and the failures: answers
 * of 500 and more but 501, calls without an answer. `operations`: method, path with `:names`, operationId.
 * `eachRound` is called after every reset of the emulator.
 */
export async function play({ url, operations, count, seed, eachRound = () => {} }) {
  const chance = makeChance(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: together });
  const ids = makeIds();
  const unplayed = new Set();
  const statuses = new Map();
  const failures = [];
  for (let sent = 0; sent < count; ) {
    const calls = Array.from({ length: Math.min(together, count - sent) }, () =>
      draw(chance, operations, unplayed, ids),
    );
    const answers = await Promise.all(calls.map((call) => send(url, agent, call)));
    for (const [at, answer] of answers.entries()) {
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (isFailure(calls[at], answer)) failures.push({ call: calls[at], answer });
      if (answer.status === 501) unplayed.add(calls[at].operation);
      else ids.keep(calls[at].target ?? '', answer.text);
    }
    const round = Math.floor(sent / startsAfresh);
    sent += calls.length;
    if (Math.floor(sent / startsAfresh) === round) continue;
    ids.clear();
    await send(url, agent, { method: 'POST', target: '/_emulator/reset', headers: {}, body: Buffer.alloc(0) });
    eachRound();
  }
  agent.destroy();
  return { statuses, failures };
}

function isFailure(call, { status }) {
  if (status === 0) return call.raw === undefined;
  return status >= 500 && status !== 501;
}

function draw(chance, operations, unplayed, ids) {
  if (chance.percent(1)) return { raw: rawBytes(chance) };
  const id = (kind) => ids.draw(chance, kind) ?? oddWord(chance);
  const { method, path, operation } = chooseOperation(chance, operations, unplayed);
  const filled = path.replace(
    /([\w-]+)\/:\w+/g,
    (_, kind) => `${kind}/${chance.percent(95) ? id(kind) : oddWord(chance)}`,
  );
  const isMock = chance.percent(3);
  const target = (isMock ? `/_mock/${id()}/a` : filled) + queryOf(chance, id);
  const verb = chance.percent(97)
    ? method
    : chance.of(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'DELETE', 'PUT', 'LOCK']);
  const valid = bodyFor(operation, chance, { id, uid: id });
  const value = valid === undefined && chance.percent(20) ? { any: ['thing'] } : valid;
  const headers = headersOf(chance);
  const isChunked = chance.percent(2);
  const body = value === undefined ? undefined : bytesOf(chance, value);
  return { operation, method: verb, target, headers, body, isChunked };
}

/** Runs of monitors cost a thread each, and what is not played has little to say; a few of them are enough. */
function chooseOperation(chance, operations, unplayed) {
  let chosen = chance.of(operations);
  while ((unplayed.has(chosen.operation) || chosen.operation === 'runMonitor') && chance.percent(95)) {
    chosen = chance.of(operations);
  }
  return chosen;
}

function bytesOf(chance, value) {
  const kind = chance.below(10);
  const text = JSON.stringify(kind < 3 ? value : mutated(value, chance, 1 + chance.below(3))) ?? '';
  return kind === 9 ? torn(text, chance) : Buffer.from(text);
}

function rawBytes(chance) {
  const line = `GET /${oddWord(chance)} HTTP/1.1\r\nHost: example.test\r\n`;
  const tail = chance.of([
    '\r\n',
    '',
    'Content-Length: x\r\n\r\n',
    'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
    ': \r\n\r\n',
    '\r\n\r\n\r\n',
  ]);
  const bytes = Buffer.from(line + tail);
  for (let n = chance.below(4); n > 0; n -= 1) bytes[chance.below(bytes.length)] = chance.below(256);
  return bytes;
}

function send(url, agent, call) {
  return call.raw === undefined ? sendCall(url, agent, call) : sendRaw(url, call.raw);
}

function sendCall(url, agent, { method, target, headers, body, isChunked }) {
  const { hostname, port } = new URL(url);
  const length = body === undefined || isChunked ? {} : { 'content-length': body.length };
  return new Promise((resolve) => {
    let outgoing;
    const lost = (error) => resolve({ status: 0, text: String(error) });
    try {
      outgoing = request(
        { agent, hostname, port, method, path: target, headers: { ...headers, ...length } },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            if (text.length < 20_000) text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode, text }));
          response.on('error', lost);
        },
      );
    } catch {
      // Node's own client refuses a few targets; they count as answered.
      return resolve({ status: 400, text: '' });
    }
    outgoing.setTimeout(hangsAfterMs, () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', lost);
    outgoing.end(body);
  });
}

/** Half a request may wait for its rest: the connection is closed after a moment. */
function sendRaw(url, bytes) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname);
    const end = () => {
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text: '' });
    };
    socket.setTimeout(30, end);
    socket.on('data', (chunk) => {
      text += chunk;
      end();
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.write(bytes);
  });
}
