// Room: breaks, what an exchange without a whole reply means: whether anything was sent, and why it broke.
export type BreakCause = 'timeout' | 'certificate' | 'tls' | 'proxy' | 'name' | 'refused' | 'reset';

export interface Break {
  readonly cause: BreakCause;
  readonly sent: boolean;
  readonly detail: string;
}

/** Codes of Node's TLS for certificates that are not trusted (Node 20, tls.TLSSocket.authorizationError, OpenSSL X509_V_ERR). */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Codes that a connection can also end with after something was sent: certain only while connecting. */
const CONNECT_CODES: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);

interface Shape {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly hostname?: unknown;
  readonly errors?: unknown;
}

/** Reads an error of undici or Node by its code; of its message only what cannot hold a header. */
export function explainBreak(error: unknown, deadlineMs: number): Break {
  const shape = innermost(error);
  const code = typeof shape.code === 'string' ? shape.code : '';
  const message = typeof shape.message === 'string' ? shape.message : '';
  if (shape.name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return { cause: 'timeout', sent: true, detail: `no whole reply within ${deadlineMs / 1000} s` };
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return { cause: 'timeout', sent: false, detail: 'no connection was made in time (UND_ERR_CONNECT_TIMEOUT)' };
  if (CERTIFICATE_CODES.has(code))
    return { cause: 'certificate', sent: false, detail: `the certificate is not trusted (${code})` };
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code))
    return { cause: 'tls', sent: false, detail: `the TLS handshake failed (${code})` };
  const tunnel = /^Proxy response \((\d+)\)/.exec(message);
  if (tunnel !== null)
    return { cause: 'proxy', sent: false, detail: `the proxy answered ${tunnel[1]} instead of opening a tunnel` };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return {
      cause: 'name',
      sent: false,
      detail: `the name ${String(shape.hostname ?? 'of the host')} cannot be resolved (${code})`,
    };
  if (code === 'ECONNREFUSED')
    return { cause: 'refused', sent: false, detail: 'the connection was refused (ECONNREFUSED)' };
  if (CONNECT_CODES.has(code) && shape.syscall === 'connect')
    return { cause: 'refused', sent: false, detail: `no connection could be made (${code})` };
  return { cause: 'reset', sent: true, detail: `the connection broke (${code === '' ? 'no code' : code})` };
}

/** Node tries several addresses and reports an AggregateError: the first of its errors speaks for all. */
function innermost(error: unknown): Shape {
  const shape: Shape = typeof error === 'object' && error !== null ? error : {};
  const [first] = Array.isArray(shape.errors) ? (shape.errors as readonly unknown[]) : [];
  return first === undefined ? shape : innermost(first);
}
