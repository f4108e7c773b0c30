// The error codes of this package, each with its meaning and remedy.
import type { ErrorTable } from '@postform/engine';

/** The codes of this package. A hint of the moment may replace the remedy. */
export const clientErrors = {
  E_CLIENT_NOT_FOUND: {
    meaning: 'Postman says by name that the object of a call does not exist.',
    remedy: 'Run `postform plan`: it reads the objects again and says what is missing.',
    category: 'error',
  },
  E_CLIENT_UNAUTHORIZED: {
    meaning: 'Postman does not accept the API key.',
    remedy: 'Set POSTMAN_API_KEY (or the variable that the stack names) to a valid Postman API key, and run again.',
    category: 'not-allowed',
  },
  E_CLIENT_FORBIDDEN: {
    meaning: 'The user of the API key may not do this.',
    remedy: 'Give the user of the key a role in the workspace that allows it, or set POSTMAN_API_KEY to another key.',
    category: 'not-allowed',
  },
  E_CLIENT_REGION: {
    meaning: 'Postman does not offer what a call asks for in the region of the team.',
    remedy:
      'Write the team’s region into postform.yaml (region: eu for data in the EU), or set POSTMAN_API_BASE_URL to its host (https://api.eu.postman.com), remove the resource from the files, or ask Postman support.',
    category: 'not-allowed',
  },
  E_CLIENT_PLAN: {
    meaning: 'The Postman plan of the team does not include what a call asks for.',
    remedy: 'Remove what the message names from the files, or ask the team’s admin for another plan. Then run again.',
    category: 'not-allowed',
  },
  E_CLIENT_PAGE: {
    meaning: 'Cloudflare, a proxy, a firewall or a portal answered with a page or a login instead of the Postman API.',
    remedy:
      'Ask the administrator of the proxy or firewall to let calls to the API through, or bypass it (HTTPS_PROXY, NO_PROXY), and run again.',
    category: 'error',
  },
  E_CLIENT_NO_API: {
    meaning: 'The calls go to a server, or a path, that is not the Postman API.',
    remedy: 'Set POSTMAN_API_BASE_URL to the address of the API, such as https://api.getpostman.com, and run again.',
    category: 'error',
  },
  E_CLIENT_REJECTED: {
    meaning: 'Postman refuses what was sent.',
    remedy: 'Correct what the message names, and run `postform plan` again.',
    category: 'error',
  },
  E_CLIENT_REDIRECTED: {
    meaning:
      'The server redirects to another address. Postform does not follow redirects, because the API key would go there too.',
    remedy: 'Set POSTMAN_API_BASE_URL to the address of the API itself.',
    category: 'error',
  },
  E_CLIENT_BUSY: {
    meaning:
      'Another update of the same object is in progress at the server, and did not end while Postform tried again.',
    remedy: 'Wait a minute and run again; the run resumes.',
    category: 'error',
  },
  E_CLIENT_TOO_LARGE: {
    meaning: 'The object is larger than Postman accepts.',
    remedy: 'Split the collection or environment that the message names.',
    category: 'error',
  },
  E_CLIENT_REPLY_TOO_LARGE: {
    meaning:
      'A reply is larger than it may be: in bytes (200 MB for a collection, 50 MB for an environment, 20 MB for the rest, headers 16 kB), values or levels of nesting. Postform stopped reading it and does not ask for it again.',
    remedy:
      'Check that POSTMAN_API_BASE_URL is the Postman API. If the object that the message names really is that large or that deep, split or flatten it in Postman, and run again.',
    category: 'error',
  },
  E_CLIENT_PATIENCE: {
    meaning:
      'Failing calls and the pauses between them have taken ten minutes, the most that one run may spend on them. No further call is sent.',
    remedy: 'Wait until the server works again (https://status.postman.com) and run again; the run resumes.',
    category: 'error',
  },
  E_CLIENT_RATE_LIMITED: {
    meaning:
      'Postman kept refusing calls because of its per-time limit: other programs use the limit of the same user.',
    remedy: 'Wait for the time in the message and run again; the run resumes.',
    category: 'deferred',
  },
  E_CLIENT_WOULD_WAIT: {
    meaning:
      'A call would have to wait longer for a per-time limit than this run may wait. Without --wait that is ten seconds.',
    remedy:
      'Run the same command again at that time: it resumes, and does nothing twice. Or let it wait, with --wait or budget.wait: true.',
    category: 'deferred',
  },
  E_CLIENT_RUN_OVER: {
    meaning: 'The run has reached its longest duration (--max-duration, budget.maxDuration). No further call is sent.',
    remedy: 'Run the same command again: it resumes. Or raise --max-duration or budget.maxDuration.',
    category: 'deferred',
  },
  E_CLIENT_INTERRUPTED: {
    meaning: 'The run was interrupted while a call waited. The call was not sent.',
    remedy: 'Run the same command again: it resumes.',
    category: 'interrupted',
  },
  E_CLIENT_MONTH_EXHAUSTED: {
    meaning: 'The team has no API calls left this month. Postform does not retry such a call.',
    remedy:
      'Run again next month, or ask the team’s admin for more calls (postform budget asks the server what is left); the run resumes.',
    category: 'deferred',
  },
  E_CLIENT_MONTH_SHORT: {
    meaning: 'Fewer calls are left this month than this may cost at worst.',
    remedy:
      'Run `postform budget` to see what is left. Wait until other runs have finished, lower budget.monthlyReserve, apply the first part that fits with --partial, or wait for next month.',
    category: 'deferred',
  },
  E_CLIENT_RUN_SHORT: {
    meaning:
      'Fewer calls are left in the limit of this run than this may cost at worst. Exit 7 where running it again changes nothing; the message then names the number that suffices.',
    remedy:
      'Allow more with --max-calls or budget.maxCallsPerRun (the lower one applies), or apply the first part that fits with --partial.',
    category: 'deferred',
  },
  E_CLIENT_SERVER: {
    meaning: 'The server failed. Postman says that such failures pass within five minutes.',
    remedy: 'Wait five minutes and run again; the run resumes.',
    category: 'error',
  },
  E_CLIENT_NETWORK: {
    meaning: 'The server could not be reached, or the connection broke.',
    remedy: 'Check the network and POSTMAN_API_BASE_URL, and run again; the run resumes.',
    category: 'error',
  },
  E_CLIENT_CERTIFICATE: {
    meaning: 'This machine does not trust the certificate of the server.',
    remedy: 'Behind a proxy that intercepts TLS, set NODE_EXTRA_CA_CERTS to its root certificate (PEM), and run again.',
    category: 'error',
  },
  E_CLIENT_PROXY: {
    meaning: 'The proxy refuses the connection, or its address is not an http(s) URL.',
    remedy: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.',
    category: 'error',
  },
  E_CLIENT_TIMEOUT: {
    meaning: 'The reply did not arrive before the deadline of the call.',
    remedy: 'Run again; the run resumes.',
    category: 'error',
  },
  E_CLIENT_UNREADABLE: {
    meaning: 'The reply says success but is not JSON; often a proxy or a login page answered instead of Postman.',
    remedy: 'Check POSTMAN_API_BASE_URL and the proxy, and run again.',
    category: 'error',
  },
  E_CLIENT_BAD_ID: {
    meaning: 'An id cannot be used in a path.',
    remedy: 'Correct the id or uid that the message names.',
    category: 'error',
  },
  E_CLIENT_BASE_URL: {
    meaning: 'Postform does not send an API key to this base URL.',
    remedy:
      'Set POSTMAN_API_BASE_URL to https://api.getpostman.com, https://api.postman.com or https://api.eu.postman.com.',
    category: 'error',
  },
  E_CLIENT_API_KEY: {
    meaning: 'The API key is empty or holds characters that are not allowed in a header.',
    remedy: 'Set POSTMAN_API_KEY to the key alone, without quotes or line breaks.',
    category: 'not-allowed',
  },
  E_CLIENT_READ_ONLY: {
    meaning: 'A reservation for reading was used for a write. Nothing was sent.',
    remedy: 'This is a defect in Postform. Please report it.',
    category: 'error',
  },
  E_CLIENT_OVERSPENT: {
    meaning: 'All calls of a reservation were spent when another call was due. Nothing was sent.',
    remedy: 'Run again; the run resumes. If it happens in a run without failing calls, please report it.',
    category: 'error',
  },
  E_CLIENT_STORE: {
    meaning:
      'The store through which runs share limits and quota cannot be reached, so nothing can be removed from it.',
    remedy: 'Check budget.store (or POSTFORM_BUDGET_STORE) and the network, and run `postform budget --forget` again.',
    category: 'error',
  },
  E_CLIENT_CLOSED: {
    meaning: 'The client, or the reservation, is closed.',
    remedy: 'Run again; the run resumes.',
    category: 'error',
  },
} as const satisfies ErrorTable;

export type ClientErrorCode = keyof typeof clientErrors;
