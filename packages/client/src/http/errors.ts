// Room: errors, every code of the client with its meaning and remedy, and the one place where they are thrown from.
import { AppError, CallError, type CallProblem, type ErrorTable } from '@postform/engine';

/** The codes of this package. A hint of the moment may replace the remedy. */
export const clientErrors = {
  E_CLIENT_NOT_FOUND: {
    meaning: 'Postman says by name that the object of a call does not exist.',
    remedy: 'Run `postform plan`: it looks again and says what is missing.',
    exit: 1,
  },
  E_CLIENT_UNAUTHORIZED: {
    meaning: 'Postman does not accept the API key.',
    remedy: 'Set POSTMAN_API_KEY (or the variable that the stack names) to a valid Postman API key, and run again.',
    exit: 8,
  },
  E_CLIENT_FORBIDDEN: {
    meaning: 'The user of the API key may not do this.',
    remedy: 'Give the user of the key a role in the workspace that allows it, or set POSTMAN_API_KEY to another key.',
    exit: 8,
  },
  E_CLIENT_REGION: {
    meaning: 'Postman does not offer what a call asks for in the region of the team.',
    remedy:
      'Set POSTMAN_API_BASE_URL to the host of the team’s region (https://api.eu.postman.com for data in the EU), take the resource out of the files, or ask Postman support.',
    exit: 8,
  },
  E_CLIENT_PLAN: {
    meaning: 'The Postman plan of the team does not include what a call asks for.',
    remedy: 'Take out of the files what the message names, or ask the team’s admin for another plan; then run again.',
    exit: 8,
  },
  E_CLIENT_PAGE: {
    meaning:
      'A page or a login came where an answer of the API was due: of Cloudflare, a proxy, a firewall or a portal.',
    remedy:
      'Ask who runs the proxy or firewall to let calls to the API through, or go around it (HTTPS_PROXY, NO_PROXY), and run again.',
    exit: 1,
  },
  E_CLIENT_NO_API: {
    meaning: 'There is another server, or another path, than the Postman API where the calls go.',
    remedy: 'Set POSTMAN_API_BASE_URL to the address of the API, such as https://api.getpostman.com, and run again.',
    exit: 1,
  },
  E_CLIENT_REJECTED: {
    meaning: 'Postman refuses what was sent.',
    remedy: 'Correct what the message names, and run `postform plan` again.',
    exit: 1,
  },
  E_CLIENT_REDIRECTED: {
    meaning: 'The server points somewhere else; redirects are not followed, since the key would follow them.',
    remedy: 'Set POSTMAN_API_BASE_URL to the address of the API itself.',
    exit: 1,
  },
  E_CLIENT_BUSY: {
    meaning: 'Another update of the same object is in progress at the server, and went on for as long as we tried.',
    remedy: 'Wait a minute and run again; the run resumes.',
    exit: 1,
  },
  E_CLIENT_TOO_LARGE: {
    meaning: 'The object is larger than Postman takes.',
    remedy: 'Split the collection or environment that the message names.',
    exit: 1,
  },
  E_CLIENT_REPLY_TOO_LARGE: {
    meaning:
      'A reply is larger than it may be: in bytes (200 MB for a collection, 50 MB for an environment, 20 MB for the rest, headers 16 kB), values or levels of nesting. It was not read to its end, and is not asked for again.',
    remedy:
      'Check POSTMAN_API_BASE_URL: is that the Postman API? If the object that the message names is really so large or so deep, split or flatten it in Postman, and run again.',
    exit: 1,
  },
  E_CLIENT_PATIENCE: {
    meaning:
      'The run has spent ten minutes, as much as it may, on calls that failed and on the pauses between them. No call is sent after that.',
    remedy: 'Wait until the server is well again (https://status.postman.com) and run again; the run resumes.',
    exit: 1,
  },
  E_CLIENT_RATE_LIMITED: {
    meaning: 'Postman kept refusing calls for the moment: others use the same user’s limit.',
    remedy: 'Wait for the time in the message and run again; the run resumes.',
    exit: 4,
  },
  E_CLIENT_WOULD_WAIT: {
    meaning:
      'A call would have to wait longer for a per-time limit than this run may wait: ten seconds without --wait.',
    remedy:
      'Run the same command again at that time: it goes on from there, and does nothing twice. Or let it wait: --wait, or budget.wait: true.',
    exit: 4,
  },
  E_CLIENT_RUN_OVER: {
    meaning: 'The run has lasted as long as it may (--max-duration, budget.maxDuration). No call is sent after that.',
    remedy: 'Run the same command again: it goes on from there. Or give it more time.',
    exit: 4,
  },
  E_CLIENT_INTERRUPTED: {
    meaning: 'The run was interrupted while a call waited. The call was not sent.',
    remedy: 'Run the same command again: it goes on from there.',
    exit: 130,
  },
  E_CLIENT_MONTH_EXHAUSTED: {
    meaning: 'The team has no API calls left this month. It is never retried.',
    remedy:
      'Run again next month, or ask the team’s admin for more calls (postform budget asks the server what is left); the run resumes.',
    exit: 4,
  },
  E_CLIENT_MONTH_SHORT: {
    meaning: 'The month does not hold as many calls as this may cost at worst.',
    remedy:
      'See `postform budget`. Wait until other runs are done, lower budget.monthlyReserve, apply the first part that fits with --partial, or wait for next month.',
    exit: 4,
  },
  E_CLIENT_RUN_SHORT: {
    meaning:
      'The limit of this run does not hold as many calls as this may cost at worst. Exit 7 where running it again changes nothing; the number that would do is named then.',
    remedy:
      'Allow more with --max-calls or budget.maxCallsPerRun (the lower one holds), or apply the first part that fits with --partial.',
    exit: 4,
  },
  E_CLIENT_SERVER: {
    meaning: 'The server failed. Postman says of such failures that they pass within five minutes.',
    remedy: 'Wait five minutes and run again; the run resumes.',
    exit: 1,
  },
  E_CLIENT_NETWORK: {
    meaning: 'The server could not be reached, or the connection broke.',
    remedy: 'Check the network and POSTMAN_API_BASE_URL, and run again; the run resumes.',
    exit: 1,
  },
  E_CLIENT_CERTIFICATE: {
    meaning: 'The certificate of the server is not one that this machine trusts.',
    remedy: 'Behind a proxy that opens TLS, point NODE_EXTRA_CA_CERTS to its root certificate (PEM), and run again.',
    exit: 1,
  },
  E_CLIENT_PROXY: {
    meaning: 'The proxy refuses the connection, or its address is not an http(s) URL.',
    remedy: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.',
    exit: 1,
  },
  E_CLIENT_TIMEOUT: {
    meaning: 'The reply did not arrive before the deadline of the call.',
    remedy: 'Run again; the run resumes.',
    exit: 1,
  },
  E_CLIENT_UNREADABLE: {
    meaning: 'The reply says success but is not JSON; often a proxy or a login page answered instead of Postman.',
    remedy: 'Check POSTMAN_API_BASE_URL and the proxy, and run again.',
    exit: 1,
  },
  E_CLIENT_BAD_ID: {
    meaning: 'An id cannot be part of a path.',
    remedy: 'Correct the id or uid that the message names.',
    exit: 1,
  },
  E_CLIENT_BASE_URL: {
    meaning: 'The base URL is not one to which an API key may be sent.',
    remedy:
      'Set POSTMAN_API_BASE_URL to https://api.getpostman.com, https://api.postman.com or https://api.eu.postman.com.',
    exit: 1,
  },
  E_CLIENT_API_KEY: {
    meaning: 'The API key is empty or holds characters that no header may hold.',
    remedy: 'Set POSTMAN_API_KEY to the key alone, without quotes or line breaks.',
    exit: 8,
  },
  E_CLIENT_LOOK_ONLY: {
    meaning: 'A write was asked of a reservation made for looking. Nothing was sent.',
    remedy: 'This is a mistake in Postform; please report it.',
    exit: 1,
  },
  E_CLIENT_OVERSPENT: {
    meaning: 'A call more than the reservation holds was asked for. Nothing was sent.',
    remedy: 'Run again; the run resumes. If it happens on a faultless run, please report it.',
    exit: 1,
  },
  E_CLIENT_STORE: {
    meaning:
      'The store through which runs share limits and month cannot be reached, so nothing can be forgotten there.',
    remedy: 'Check budget.store (or POSTFORM_BUDGET_STORE) and the network, and run postform budget --forget again.',
    exit: 1,
  },
  E_CLIENT_CLOSED: {
    meaning: 'The client, or the reservation, is closed.',
    remedy: 'Run again; the run resumes.',
    exit: 1,
  },
} as const satisfies ErrorTable;

export type ClientErrorCode = keyof typeof clientErrors;

/** Why a call failed, in words of ours. `hint` absent: the remedy of the code. */
export interface Cause {
  readonly code: ClientErrorCode;
  readonly sentence: string;
  readonly hint?: string;
}

/** A call that failed, before it becomes an error. */
export interface Failure {
  readonly code: ClientErrorCode;
  readonly problem: CallProblem;
  readonly message: string;
  readonly hint?: string;
  readonly status?: number;
  readonly effect: 'none' | 'unknown';
  /** Epoch milliseconds of our clock: when the server wants to hear from us again. */
  readonly retryAtMs?: number;
}

/** Removes the key, and whatever else must not be shown, from a text. */
export type Redact = (text: string) => string;

/** No cause is kept: errors of vendors may hold headers, proxies and credentials. */
export function callError(failure: Failure, redact: Redact): CallError {
  const { remedy, exit } = clientErrors[failure.code];
  return new CallError(failure.problem, redact(failure.message), {
    code: failure.code,
    hint: redact(failure.hint ?? remedy),
    effect: failure.effect,
    exit,
    ...(failure.status === undefined ? {} : { status: failure.status }),
  });
}

export function appError(
  code: ClientErrorCode,
  message: string,
  redact: Redact,
  hint?: string,
  needs?: number,
): AppError {
  const { remedy, exit } = clientErrors[code];
  const more = needs === undefined ? {} : { needs };
  return new AppError(code, redact(message), { hint: redact(hint ?? remedy), exit, ...more });
}
