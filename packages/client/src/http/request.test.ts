// Tests the request of a call.
import { AppError } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { call } from '../testing/open-client.ts';
import { parseBaseUrl } from './endpoint.ts';
import { requestOf } from './request.ts';

const same = (text: string) => text;
const SENDER = { prefix: '/gateway', apiKey: 'k', userAgent: 'postform/1', redact: same };

describe('a request', () => {
  it('fills and encodes parameters and query, behind the prefix', () => {
    const wire = requestOf(
      call('GET', { params: { id: 'a/b ?' }, query: { workspace: 'w&x', include: 'mocks:deactivated' } }),
      SENDER,
    );
    expect(wire.path).toBe('/gateway/things/a%2Fb%20%3F?workspace=w%26x&include=mocks%3Adeactivated');
    expect(wire).not.toHaveProperty('body');
    expect(wire.headers).toEqual({ accept: 'application/json', 'user-agent': 'postform/1', 'x-api-key': 'k' });
  });

  it('carries a body as JSON', () => {
    const wire = requestOf(call('PUT', { body: { a: [1, null] } }), SENDER);
    expect(wire.body).toBe('{"a":[1,null]}');
    expect(wire.headers['content-type']).toBe('application/json');
    expect(wire.headers).not.toHaveProperty('prefer');
  });

  it('says how the server should answer, where the call does', () => {
    expect(requestOf(call('PUT', { prefer: 'respond-async' }), SENDER).headers['prefer']).toBe('respond-async');
  });

  it.each(['', '.', '..'])('never lets the id "%s" turn the path into another one', (id) => {
    const attempt = () => requestOf(call('DELETE', { params: { id } }), SENDER);
    expect(attempt).toThrow(expect.objectContaining({ code: 'E_CLIENT_BAD_ID' }));
  });

  it('needs every parameter of the path', () => {
    expect(() => requestOf(call('GET', { params: {} }), SENDER)).toThrow(AppError);
  });
});

describe('a base URL', () => {
  const parse = (text: string, allowInsecure = false) => parseBaseUrl(text, allowInsecure, same);

  it('keeps the path of a gateway, without slashes at the end', () => {
    expect(parse('https://gateway.example.com/postman//')).toEqual({
      origin: 'https://gateway.example.com',
      prefix: '/postman',
      isHttps: true,
      isLoopback: false,
    });
  });

  it.each(['http://127.0.0.1:8080', 'http://127.9.9.9', 'http://localhost:1', 'http://[::1]:1', 'http://a.localhost'])(
    'may be plain on loopback: %s',
    (text) => {
      expect(parse(text)).toMatchObject({ isLoopback: true, isHttps: false });
    },
  );

  it.each([
    ['http://api.example.com', 'not encrypted'],
    ['http://127.0.0.1.example.com', 'not encrypted'],
    ['http://notlocalhost', 'not encrypted'],
    ['ftp://api.example.com', 'ftp:'],
    ['api.example.com', 'not a URL'],
    ['https://user:word@api.example.com', 'credentials'],
    ['https://api.example.com/?a=b', 'query'],
    ['https://api.example.com/#a', 'fragment'],
  ])('is refused: %s is %s', (text, why) => {
    const attempt = () => parse(text);
    expect(attempt).toThrow(why);
    expect(attempt).toThrow(expect.objectContaining({ code: 'E_CLIENT_BASE_URL' }));
  });

  it('may be plain elsewhere where that is asked for', () => {
    expect(parse('http://api.example.com', true)).toMatchObject({ isHttps: false, isLoopback: false });
  });
});
