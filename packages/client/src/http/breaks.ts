// Explains why an exchange broke before its whole reply arrived, and whether anything was sent.
export type BreakCause =
  | 'timeout'
  | 'certificate'
  | 'certificate-expired'
  | 'certificate-early'
  | 'certificate-name'
  | 'tls'
  | 'proxy'
  | 'proxy-login'
  | 'name'
  | 'name-server'
  | 'refused'
  | 'reset'
  | 'excess';

export interface Break {
  readonly cause: BreakCause;
  readonly sent: boolean;
  readonly detail: string;
  /** Host or address, and port where it is known, of what did not answer: the server or the proxy. */
  readonly peer?: { readonly host: string; readonly port?: string };
}

/** Codes of Node's TLS for untrusted certificates (Node 20, tls.TLSSocket.authorizationError, OpenSSL X509_V_ERR). */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Other faults of certificates, in words. */
const CERTIFICATE_FAULTS: Readonly<Record<string, { readonly cause: BreakCause; readonly words: string }>> = {
  CERT_HAS_EXPIRED: { cause: 'certificate-expired', words: 'the certificate of the server has expired' },
  CERT_NOT_YET_VALID: { cause: 'certificate-early', words: 'the certificate of the server is not valid yet' },
  ERR_TLS_CERT_ALTNAME_INVALID: { cause: 'certificate-name', words: 'the certificate is for other names' },
  HOSTNAME_MISMATCH: { cause: 'certificate-name', words: 'the certificate is for other names' },
};

/** A connection can end with these codes after something was sent too: they are certain only while connecting. */
const CONNECT_CODES: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);

interface Shape {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly hostname?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly errors?: unknown;
}

/** Reads the code of an error of undici or Node, and of its message only parts that cannot hold a header. */
export function explainBreak(error: unknown, deadlineMs: number): Break {
  const shape = innermost(error);
  const code = typeof shape.code === 'string' ? shape.code : '';
  const message = typeof shape.message === 'string' ? shape.message : '';
  if (shape.name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return { cause: 'timeout', sent: true, detail: `no whole reply within ${deadlineMs / 1000} s` };
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return { cause: 'timeout', sent: false, detail: 'no connection was made in time (UND_ERR_CONNECT_TIMEOUT)' };
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return {
      cause: 'excess',
      sent: true,
      detail: 'the headers of the reply are larger than 16 kB (UND_ERR_HEADERS_OVERFLOW)',
    };
  const fault = CERTIFICATE_FAULTS[code];
  if (fault !== undefined)
    return { cause: fault.cause, sent: false, detail: `${fault.words}${namesIn(message)} (${code})` };
  if (CERTIFICATE_CODES.has(code))
    return { cause: 'certificate', sent: false, detail: `the certificate is not trusted (${code})` };
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code))
    return { cause: 'tls', sent: false, detail: `the TLS handshake failed (${code})` };
  const tunnel = /^Proxy response \((\d+)\)/.exec(message)?.[1];
  if (tunnel !== undefined)
    return {
      cause: tunnel === '407' ? 'proxy-login' : 'proxy',
      sent: false,
      detail: `the proxy answered ${tunnel} instead of opening a tunnel`,
    };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const host = String(shape.hostname ?? 'of the host');
    const cause = code === 'ENOTFOUND' ? 'name' : 'name-server';
    return { cause, sent: false, detail: `the name ${host} cannot be resolved (${code})`, peer: { host } };
  }
  if (code === 'ECONNREFUSED' || (CONNECT_CODES.has(code) && shape.syscall === 'connect')) {
    const peer = typeof shape.address === 'string' ? { host: shape.address, port: String(shape.port) } : undefined;
    const to = peer === undefined ? '' : ` to ${peer.host}:${peer.port}`;
    const words = code === 'ECONNREFUSED' ? `the connection${to} was refused` : `no connection${to} could be made`;
    return {
      cause: 'refused',
      sent: false,
      detail: `${words} (${code})`,
      ...(peer === undefined ? {} : { peer }),
    };
  }
  return { cause: 'reset', sent: true, detail: `the connection broke (${code === '' ? 'no code' : code})` };
}

/** The reply exceeds `most` bytes. `declared`: its Content-Length. */
export function explainExcess(bytes: number, most: number, declared: number | undefined): Break {
  const counted =
    declared !== undefined && declared > most
      ? `${declared} bytes by its Content-Length`
      : `cut off after ${bytes} bytes`;
  return {
    cause: 'excess',
    sent: true,
    detail: `the reply is larger than ${most} bytes, the most that Postform reads (${counted})`,
  };
}

/** The names of a certificate that does not match the host. Node's message ends with them. */
function namesIn(message: string): string {
  const names = /altnames?: (.{1,120})/.exec(message)?.[1];
  return names === undefined ? '' : `: ${names.replace(/\.$/, '')}`;
}

/** Node tries several addresses and reports an AggregateError: its first error is used. */
function innermost(error: unknown): Shape {
  const shape: Shape = typeof error === 'object' && error !== null ? error : {};
  const [first] = Array.isArray(shape.errors) ? (shape.errors as readonly unknown[]) : [];
  return first === undefined ? shape : innermost(first);
}
