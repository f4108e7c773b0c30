// Makes replies in Postman's envelopes, and the refusals that several resources share.
import { isArray, isObject, type Json, type JsonObject, wordOf } from '../json/json.ts';

/** An answer before it meets the wire. */
export interface Reply {
  readonly status: number;
  /** Undefined: no body (204). */
  readonly body: Json | undefined;
  /** Sent in place of `body`, byte for byte; its type is in `headers`. */
  readonly raw?: string;
  /** So many bytes are sent of it, as many as there are being promised; then the connection ends. */
  readonly sentBytes?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A 200 with a body: creates and deletes too (Postman OpenAPI 1.45.0). */
export function ok(body: JsonObject): Reply {
  return { status: 200, body };
}

/** Envelope 1 of Postman's six: `{"error":{"name","message","details"?}}`. */
export function refusal(status: number, name: string, message: string, details?: Json): Reply {
  return { status, body: { error: details === undefined ? { name, message } : { name, message, details } } };
}

/** Envelope 2: problem+json, `{type,title,status,detail,instance?}`. */
export function problem(status: number, slug: string, title: string, detail: Json, instance?: string): Reply {
  const type = `https://api.postman.com/problems/${slug}`;
  const body = { type, title, status, detail, ...(instance === undefined ? {} : { instance }) };
  return { status, body, headers: problemType };
}

/** The 400 of envelope 2 with the usual title; `detail` says what is wrong. */
export function badRequestProblem(detail: Json, instance?: string): Reply {
  return problem(400, 'bad-request', 'Bad Request', detail, instance);
}

/** The 403 of envelope 2 with the usual title. */
export function forbiddenProblem(detail: string, instance?: string): Reply {
  return problem(403, 'forbidden', 'Forbidden', detail, instance);
}

/** What a refusal in any of the envelopes says, as one text. */
export function wordsOf({ body }: Reply): string {
  const said = isObject(body) ? body : {};
  const { message, details } = isObject(said['error']) ? said['error'] : said;
  const more = isArray(details) ? details : [];
  return [message ?? said['detail'], ...more].map(wordOf).join(' ');
}

/** The headers of envelope 2. */
export const problemType = { 'Content-Type': 'application/problem+json; charset=utf-8' };

/** OpenAPI 1.45.0 common401Error, "Authentication Error". */
export const unauthenticated = refusal(
  401,
  'AuthenticationError',
  'Invalid API Key. Every request requires a valid API Key to be sent.',
);

/** OpenAPI 1.45.0 common404Error: for paths Postman does not have. */
export const unknownPath = problem(404, 'not-found', 'Not Found', 'The requested resource does not exist.');

/** OpenAPI 1.45.0 common411Error. */
export const lengthRequired = problem(
  411,
  'length-required',
  'Length Required',
  'A valid Content-Length header is required',
  '/',
);

/** OpenAPI 1.45.0 common413Error. */
export const tooLarge = problem(413, 'payload-too-large', 'Payload Too Large', 'Request size limit exceeded', '/');

/** Not documented: a body in an encoding or of a type that is not read. The envelope is that of 411 and 413. */
export function unsupported(header: string, value: string): Reply {
  return problem(415, 'unsupported-media-type', 'Unsupported Media Type', `${header} ${value} is not supported`, '/');
}

/** OpenAPI 1.45.0 common500Error, "Server Error". */
export const serverError = refusal(500, 'serverError', 'An error has occurred on the server.');

/** OpenAPI 1.45.0 common403Error, "No Permissions". */
export const forbidden = refusal(403, 'forbiddenError', 'You do not have enough permissions to perform this action.');

/** The emulator's own: an operation Postman has and this emulator does not play. */
export function notPlayed(operation: string): Reply {
  return refusal(501, 'notImplementedError', `The emulator does not play the operation ${operation}.`, { operation });
}

/** OpenAPI 1.45.0 common400Error: `details.param` is an array. */
export function paramMissing(...param: string[]): Reply {
  return refusal(400, 'paramMissingError', 'Parameter is missing in the request.', { param });
}

/** OpenAPI 1.45.0 monitors400Errors, "Invalid Timezone": `details.param` is a string. */
export function invalidParam(param: string): Reply {
  return refusal(400, 'invalidParamsError', 'The request had invalid parameters', { param });
}

/** OpenAPI 1.45.0 monitors400Errors: wrong query parameters. */
export function badRequest(message: string): Reply {
  return refusal(400, 'badRequest', message);
}

/** OpenAPI 1.45.0 putCollection and createEnvironment, "Malformed Request". */
export function malformed(kind: string, details: readonly string[]): Reply {
  return refusal(400, 'malformedRequestError', `Found ${details.length} errors with the supplied ${kind}.`, details);
}

/** Not documented: a body that is not JSON. The name is the nearest documented one. */
export function notJson(why: string): Reply {
  return refusal(400, 'malformedRequestError', `The request body is not valid JSON: ${why}`);
}

/** OpenAPI 1.45.0 monitors404Error, "Workspace Not Found"; for creates in a workspace that is not there it is inferred. */
export const noWorkspace = refusal(404, 'instanceNotFoundError', 'Workspace not found');

/** Thrown by a handler to end a call with `reply`; nothing may have been changed before it is thrown. */
export class Refused extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('the call was refused');
    this.reply = reply;
  }
}
