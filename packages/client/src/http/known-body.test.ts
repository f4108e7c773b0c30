// A body that the caller knows by its hash: neither decoded nor checked nor kept. Everything else of its reply counts.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cut, oddServer, type PermitAnswer } from '../testing/odd-server.ts';
import { call, openClient } from '../testing/open-client.ts';

const TEXT = '{"thing":{"name":"Grüße"}}';
const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('base64url');

/** Sends these pieces one after the other, each in a packet of its own. */
function inPieces(pieces: readonly (string | Buffer)[], status = 200, headers = {}): PermitAnswer {
  return (_, response) => {
    response.writeHead(status, headers);
    const next = (at: number): void => {
      if (at === pieces.length) response.end();
      else response.write(pieces[at]!, () => setTimeout(next, 2, at + 1));
    };
    next(0);
  };
}
const whole = (bytes: string | Buffer, status = 200, headers = {}): PermitAnswer => {
  return (_, response) => {
    response.writeHead(status, { 'content-length': String(Buffer.byteLength(bytes)), ...headers });
    response.end(bytes);
  };
};

/** A call that notes each hash that it is asked about. */
function asking(answer: boolean) {
  const asked: string[] = [];
  const isKnown = (bodyHash: string) => {
    asked.push(bodyHash);
    return answer;
  };
  return { asked, call: call('GET', { isKnown }) };
}

const bytes = Buffer.from(TEXT);
describe.each<[string, PermitAnswer]>([
  ['whole', whole(TEXT)],
  ['chunked', inPieces([TEXT])],
  ['in pieces that cut a character', inPieces([bytes.subarray(0, 20), bytes.subarray(20, 21), bytes.subarray(21)])],
])('a body that comes %s', (_, answer) => {
  it('is hashed over its bytes and decoded where it is not known', async () => {
    const { url } = await oddServer(answer);
    const { asked, call: unknown } = asking(false);
    const reply = { status: 200, body: { thing: { name: 'Grüße' } }, bodyHash: hashOf(TEXT) };
    const { send } = openClient(url);
    expect(await send(unknown)).toEqual(reply);
    expect(await send(call('GET'))).toEqual(reply);
    expect(asked).toEqual([hashOf(TEXT)]);
  });

  it('is left out where it is known', async () => {
    const { url } = await oddServer(answer);
    expect(await openClient(url).send(asking(true).call)).toEqual({
      status: 200,
      body: undefined,
      bodyHash: hashOf(TEXT),
    });
  });
});

it('a known body is not read: one that is encoded, or no JSON, is as good', async () => {
  const zipped = gzipSync(TEXT);
  const { url, seen } = await oddServer(whole(zipped, 200, { 'content-encoding': 'gzip' }), whole('<html>'));
  const { send } = openClient(url);
  expect(await send(asking(true).call)).toMatchObject({ body: undefined, bodyHash: hashOf(zipped) });
  expect(await send(asking(true).call)).toMatchObject({ body: undefined, bodyHash: hashOf('<html>') });
  expect(seen[0]?.headers['accept-encoding']).toBeUndefined();
});

it('nobody is asked about a failure, a body cut short, or one that is too large', async () => {
  const huge = inPieces(['"'.repeat(100)], 200, { 'content-length': '30000000' });
  const { url } = await oddServer(whole('{"error":{"name":"notFound"}}', 404), cut(200, TEXT), whole(TEXT), huge);
  const { fail, send } = openClient(url);
  const { asked, call: known } = asking(true);
  expect(await fail(known)).toMatchObject({ problem: 'not-found', status: 404 });
  expect(asked).toEqual([]);
  expect(await send(known)).toMatchObject({ body: undefined });
  expect(asked).toEqual([hashOf(TEXT)]);
  expect(await fail(known)).toMatchObject({ problem: 'too-large' });
  expect(asked).toHaveLength(1);
});

it('the headers of a reply count whether its body is known or not', async () => {
  const headers = { 'ratelimit-remaining-month': '41', 'ratelimit-limit-month': '1000' };
  const { url } = await oddServer(whole(TEXT, 200, headers));
  const { client, send } = openClient(url);
  await send(asking(true).call);
  expect(client.budget().month).toMatchObject({ remaining: 41, limit: 1000 });
});

it('only a read may be known', async () => {
  const { url, seen } = await oddServer(whole(TEXT));
  await expect(openClient(url).send(call('PUT', { isKnown: () => true }))).rejects.toThrow('only what a read shows');
  expect(seen).toEqual([]);
});
