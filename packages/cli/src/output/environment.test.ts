// What is secret in the environment before any file is read.
import { expect, it } from 'vitest';
import { learnEnvironment, passwordIn } from './environment.ts';
import { makeRedactor } from './redactor.ts';

it.each<[string | undefined, readonly string[]]>([
  ['redis://me:pa%24s@h:1/0', ['pa%24s', 'pa$s']],
  ['rediss://:p@ss:word@h', ['p@ss:word', 'p@ss:word']],
  ['redis:/me:no-url-1@h', ['no-url-1', 'no-url-1']],
  ['http://u:100%@h', ['100%']],
  ['https://api.example.com:8443/a:b', []],
  ['files', []],
  [undefined, []],
])('the password of %s', (url, passwords) => {
  expect(passwordIn(url)).toEqual(passwords);
});

it('keys, and passwords of stores and proxies, are known from the first byte on', () => {
  const redactor = makeRedactor();
  const proxy = 'http://u:proxy-word-2@h';
  learnEnvironment(redactor, { POSTMAN_API_KEY: 'key-word-1', https_proxy: proxy, OTHER: 'other-word-3' });
  expect(redactor.redact('key-word-1 proxy-word-2 other-word-3')).toBe('*** *** other-word-3');
});
