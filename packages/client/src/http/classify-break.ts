// Classifies a broken exchange: which error it is, whether the server may have executed the call, and what to do. Pure.
import type { Call } from '@postform/engine';
import type { Break, BreakCause } from './breaks.ts';
import type { Endpoint } from './endpoint.ts';
import type { ClientErrorCode } from './error-codes.ts';
import type { Failure } from './errors.ts';
import { proxyOf } from './page-causes.ts';
import { subjectOf } from './request.ts';

const CODES: Readonly<Record<BreakCause, ClientErrorCode>> = {
  timeout: 'E_CLIENT_TIMEOUT',
  certificate: 'E_CLIENT_CERTIFICATE',
  'certificate-expired': 'E_CLIENT_CERTIFICATE',
  'certificate-early': 'E_CLIENT_CERTIFICATE',
  'certificate-name': 'E_CLIENT_CERTIFICATE',
  tls: 'E_CLIENT_NETWORK',
  proxy: 'E_CLIENT_PROXY',
  'proxy-login': 'E_CLIENT_PROXY',
  name: 'E_CLIENT_NETWORK',
  'name-server': 'E_CLIENT_NETWORK',
  refused: 'E_CLIENT_NETWORK',
  reset: 'E_CLIENT_NETWORK',
  excess: 'E_CLIENT_REPLY_TOO_LARGE',
};

const PROBLEMS: Partial<Readonly<Record<BreakCause, Failure['problem']>>> = { timeout: 'timeout', excess: 'too-large' };

export interface BrokenExchange extends Break {
  readonly status?: number;
}

/** The message names the server, or the proxy where that did not answer. */
export function classifyBreak(call: Call, broken: BrokenExchange, endpoint: Endpoint): Failure {
  const head = broken.status === undefined ? '' : `status ${broken.status}, then `;
  const refused = broken.status !== undefined && broken.status >= 400 && broken.status < 500;
  const isProxy = isOfProxy(broken, endpoint);
  const hint = isProxy ? proxyHint(endpoint) : hintOf(broken, endpoint);
  const subject = broken.cause === 'excess' ? subjectOf(call) : call.route.operation;
  const at = isProxy ? `: that is ${proxyOf(endpoint)}` : `, at ${endpoint.origin}`;
  return {
    code: isProxy ? 'E_CLIENT_PROXY' : CODES[broken.cause],
    problem: PROBLEMS[broken.cause] ?? 'network',
    message: `${subject}: ${head}${broken.detail}${at}`,
    effect: broken.sent && !refused && call.route.method !== 'GET' ? 'unknown' : 'none',
    ...(hint === undefined ? {} : { hint }),
    ...(broken.status === undefined ? {} : { status: broken.status }),
  };
}

/** True for the proxy's name, and for an address with the proxy's port where the server has another one. */
function isOfProxy({ peer }: BrokenExchange, { proxy, origin }: Endpoint): boolean {
  if (proxy === undefined || peer === undefined) return false;
  if (peer.port === undefined) return peer.host === proxy.host;
  const { port, protocol } = new URL(origin);
  const serverPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return peer.port === proxy.port && (peer.host === proxy.host || serverPort !== proxy.port);
}

function proxyHint({ proxy, origin }: Endpoint): string {
  return `Correct ${proxy?.variable} (http://HOST:PORT), start that proxy, or name ${new URL(origin).hostname} in NO_PROXY; then run again.`;
}

/** Undefined: use the remedy of the code. */
function hintOf({ cause, sent }: BrokenExchange, { origin, proxy }: Endpoint): string | undefined {
  const host = new URL(origin).hostname;
  const direct = proxy === undefined ? ' If this network requires a proxy, set HTTPS_PROXY.' : '';
  switch (cause) {
    case 'timeout':
      return sent
        ? undefined
        : `Check that this machine can reach ${origin} (POSTMAN_API_BASE_URL), and run again; the run resumes.${direct}`;
    case 'refused':
      return `Nothing listens there. Check host and port in POSTMAN_API_BASE_URL, or start the server (an emulator prints its address).${direct}`;
    case 'name':
      return `Check the spelling of ${host} in POSTMAN_API_BASE_URL, and the network; then run again.${direct}`;
    case 'name-server':
      return `The name server does not answer. Check the network, and run again; the run resumes.${direct}`;
    case 'certificate-expired':
      return 'Check the clock of this machine (run date). If it is right, ask the administrator of that server, or of the proxy, for a new certificate.';
    case 'certificate-early':
      return 'The clock of this machine seems to be behind. Set it (date shows it), and run again.';
    case 'certificate-name':
      return `Check the host in POSTMAN_API_BASE_URL. If ${host} is right, another server answers in its place: ask the administrator of the network.`;
    case 'tls':
      return `Check that ${origin} uses TLS on that port: check https:// and the port in POSTMAN_API_BASE_URL, and the proxy. Then run again.`;
    case 'proxy-login':
      return `The proxy requires a login. Put user and password into ${proxy?.variable ?? 'HTTPS_PROXY'} (http://USER:PASSWORD@HOST:PORT, percent-encoded), and run again.`;
    case 'proxy':
      return `Ask the administrator of ${proxyOf({ origin, prefix: '', ...(proxy === undefined ? {} : { proxy }) })} to let calls to ${host} through, or name ${host} in NO_PROXY.`;
    default:
      return undefined;
  }
}
