// Tests which broken exchanges certainly sent nothing.
import { expect, it } from 'vitest';
import { explainBreak } from './breaks.ts';

const explain = (error: unknown) => explainBreak(error, 30_000);

it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'])(
  '%s is certain to have sent nothing only while connecting',
  (code) => {
    expect(explain({ code, syscall: 'connect' })).toMatchObject({ cause: 'refused', sent: false });
    expect(explain({ code, syscall: 'read' })).toMatchObject({ cause: 'reset', sent: true });
  },
);

it('a connection that was not made in time sent nothing, a reply that did not come in time may have', () => {
  expect(explain({ code: 'UND_ERR_CONNECT_TIMEOUT' })).toEqual({
    cause: 'timeout',
    sent: false,
    detail: 'no connection was made in time (UND_ERR_CONNECT_TIMEOUT)',
  });
  const late = { cause: 'timeout', sent: true, detail: 'no whole reply within 30 s' };
  for (const error of [
    new DOMException('', 'TimeoutError'),
    { code: 'UND_ERR_HEADERS_TIMEOUT' },
    { code: 'UND_ERR_BODY_TIMEOUT' },
  ])
    expect(explain(error)).toEqual(late);
});

it('where several addresses were tried, the first speaks for all', () => {
  const refused = { code: 'ECONNREFUSED', syscall: 'connect' };
  expect(explain({ errors: [refused, { code: 'ETIMEDOUT' }] })).toMatchObject({ cause: 'refused', sent: false });
});

it.each([
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate', 'the certificate is not trusted'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', 'the certificate is not trusted'],
  ['CERT_HAS_EXPIRED', 'certificate-expired', 'the certificate of the server has expired'],
  ['CERT_NOT_YET_VALID', 'certificate-early', 'the certificate of the server is not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-name', 'the certificate is for other names'],
])('%s is about the certificate, and says what is wrong with it', (code, cause, words) => {
  expect(explain({ code })).toEqual({ cause, sent: false, detail: `${words} (${code})` });
});

it('a name that cannot be resolved is named', () => {
  expect(explain({ code: 'ENOTFOUND', hostname: 'api.invalid' }).detail).toContain(
    'the name api.invalid cannot be resolved',
  );
});

it.each([
  [undefined],
  ['text'],
  [{}],
  [{ code: 'ECONNRESET' }],
  [{ code: 'UND_ERR_SOCKET', message: 'other side closed' }],
])('whatever is not known may have been sent: %j', (error) => {
  expect(explain(error)).toMatchObject({ cause: 'reset', sent: true });
});
