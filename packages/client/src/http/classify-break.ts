// The meaning of an exchange that broke: which error it is, whether the server may have acted, and what to do about it. Pure.
import type { Call } from '@postform/engine';
import type { Break, BreakCause } from './breaks.ts';
import type { Where } from './endpoint.ts';
import type { ClientErrorCode, Failure } from './errors.ts';
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

/** The origin names the server in the message; where it was the proxy that did not answer, the proxy. */
export function classifyBreak(call: Call, broken: BrokenExchange, where: Where): Failure {
  const head = broken.status === undefined ? '' : `status ${broken.status}, then `;
  const refused = broken.status !== undefined && broken.status >= 400 && broken.status < 500;
  const isProxy = isOfProxy(broken, where);
  const hint = isProxy ? proxyHint(where) : hintOf(broken, where);
  const subject = broken.cause === 'excess' ? subjectOf(call) : call.route.operation;
  const at = isProxy ? `: that is ${proxyOf(where)}` : `, at ${where.origin}`;
  return {
    code: isProxy ? 'E_CLIENT_PROXY' : CODES[broken.cause],
    problem: PROBLEMS[broken.cause] ?? 'network',
    message: `${subject}: ${head}${broken.detail}${at}`,
    effect: broken.sent && !refused && call.route.method !== 'GET' ? 'unknown' : 'none',
    ...(hint === undefined ? {} : { hint }),
    ...(broken.status === undefined ? {} : { status: broken.status }),
  };
}

/** A name that is the proxy's, or an address with the proxy's port that is not the server's. */
function isOfProxy({ peer }: BrokenExchange, { proxy, origin }: Where): boolean {
  if (proxy === undefined || peer === undefined) return false;
  if (peer.port === undefined) return peer.host === proxy.host;
  const { port, protocol } = new URL(origin);
  const serverPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return peer.port === proxy.port && (peer.host === proxy.host || serverPort !== proxy.port);
}

function proxyHint({ proxy, origin }: Where): string {
  return `Correct ${proxy?.variable} (http://HOST:PORT), start that proxy, or name ${new URL(origin).hostname} in NO_PROXY; then run again.`;
}

/** Undefined: the remedy of the code. */
function hintOf({ cause, sent }: BrokenExchange, { origin, proxy }: Where): string | undefined {
  const host = new URL(origin).hostname;
  const direct = proxy === undefined ? ' If this network lets calls out through a proxy only, set HTTPS_PROXY.' : '';
  switch (cause) {
    case 'timeout':
      return sent
        ? undefined
        : `Check that ${origin} (POSTMAN_API_BASE_URL) can be reached from here, and run again; the run resumes.${direct}`;
    case 'refused':
      return `Nothing answers there: check host and port of POSTMAN_API_BASE_URL, or start what is to listen (an emulator prints its address).${direct}`;
    case 'name':
      return `Check the spelling of ${host} in POSTMAN_API_BASE_URL, and the network; then run again.${direct}`;
    case 'name-server':
      return `The name server does not answer: check the network, and run again; the run resumes.${direct}`;
    case 'certificate-expired':
      return 'Check the clock of this machine (date). If it is right, ask who runs that server, or the proxy in between, for a new certificate.';
    case 'certificate-early':
      return 'Set the clock of this machine (date shows it): it seems to be behind. Then run again.';
    case 'certificate-name':
      return `Check the host in POSTMAN_API_BASE_URL. If ${host} is right, something in between answers in its place: ask who runs the network.`;
    case 'tls':
      return `Does ${origin} speak TLS at that port? Check https:// and the port in POSTMAN_API_BASE_URL, and the proxy; then run again.`;
    case 'proxy-login':
      return `The proxy wants a login: put user and password into ${proxy?.variable ?? 'HTTPS_PROXY'} (http://USER:PASSWORD@HOST:PORT, percent-encoded), and run again.`;
    case 'proxy':
      return `Ask who runs ${proxyOf({ origin, prefix: '', ...(proxy === undefined ? {} : { proxy }) })} to let calls to ${host} through, or name ${host} in NO_PROXY.`;
    default:
      return undefined;
  }
}
