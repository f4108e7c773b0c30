// Room: the meaning of an exchange that broke: which error it is, and whether the server may have acted. Pure.
import type { Call } from '@postform/engine';
import type { BreakCause } from './breaks.ts';
import type { ClientErrorCode, Failure } from './errors.ts';

const CODES: Readonly<Record<BreakCause, ClientErrorCode>> = {
  timeout: 'E_CLIENT_TIMEOUT',
  certificate: 'E_CLIENT_CERTIFICATE',
  tls: 'E_CLIENT_NETWORK',
  proxy: 'E_CLIENT_PROXY',
  name: 'E_CLIENT_NETWORK',
  refused: 'E_CLIENT_NETWORK',
  reset: 'E_CLIENT_NETWORK',
};

export interface BrokenExchange {
  readonly cause: BreakCause;
  readonly sent: boolean;
  readonly detail: string;
  readonly status?: number;
}

/** `origin` names the server in the message. */
export function classifyBreak(call: Call, broken: BrokenExchange, origin: string): Failure {
  const head = broken.status === undefined ? '' : `status ${broken.status}, then `;
  const refused = broken.status !== undefined && broken.status >= 400 && broken.status < 500;
  return {
    code: CODES[broken.cause],
    problem: broken.cause === 'timeout' ? 'timeout' : 'network',
    message: `${call.route.operation}: ${head}${broken.detail}, at ${origin}`,
    effect: broken.sent && !refused && call.route.method !== 'GET' ? 'unknown' : 'none',
    ...(broken.status === undefined ? {} : { status: broken.status }),
  };
}
