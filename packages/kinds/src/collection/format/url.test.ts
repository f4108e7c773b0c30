// URLs cut and joined as Postman does it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, rawOf } from './url.ts';

describe('the parts of a URL', () => {
  it.each([
    ['https://api.x.org/a/b', { protocol: 'https', host: ['api', 'x', 'org'], path: ['a', 'b'] }],
    ['{{baseUrl}}/a/:id/', { host: ['{{baseUrl}}'], path: ['a', ':id', ''] }],
    ['http://localhost:8080', { protocol: 'http', host: ['localhost'], port: '8080' }],
    ['{{a.b}}.x.org:{{port}}/', { host: ['{{a.b}}', 'x', 'org'], port: '{{port}}', path: [''] }],
    [
      'x.org?a=1&b&c=',
      {
        host: ['x', 'org'],
        query: [
          { key: 'a', value: '1' },
          { key: 'b', value: null },
          { key: 'c', value: '' },
        ],
      },
    ],
    ['x.org/a?b=c?d#e?f', { host: ['x', 'org'], path: ['a'], query: [{ key: 'b', value: 'c?d' }], hash: 'e?f' }],
    ['x.org/{{a/b?c#d}}', { host: ['x', 'org'], path: ['{{a/b?c#d}}'] }],
    ['/only/path', { path: ['only', 'path'] }],
    ['', {}],
    ['https://user:secret@x.org/a', {}],
  ])('%s', (raw, parts) => {
    expect(partsOf(raw)).toEqual(parts);
  });

  it('give the text back that they come from, disabled parameters aside', () => {
    const word = fc.stringMatching(/^[a-z{}:]{1,6}$/);
    fc.assert(
      fc.property(word, fc.array(word), fc.array(fc.tuple(word, fc.option(word))), (host, path, query) => {
        const text = query.map(([key, value]) => (value === null ? key : `${key}=${value}`)).join('&');
        const raw = `https://${host}${path.map((piece) => `/${piece}`).join('')}${text === '' ? '' : `?${text}`}`;
        expect(rawOf(partsOf(raw))).toBe(raw);
      }),
      { seed: 3 },
    );
    expect(rawOf({ host: ['x'], path: ['', 'a'] })).toBe('x//a');
    const query = [
      { key: 'a', value: '1' },
      { key: 'b', value: '2', disabled: true },
    ];
    expect(rawOf({ host: 'x.org', path: '/a', query })).toBe('x.org/a?a=1');
    expect(rawOf({ protocol: 'https://', host: ['x'], path: [{ value: 'a' }, 'b'], port: '1', hash: 'h' })).toBe(
      'https://x:1/a/b#h',
    );
  });
});
