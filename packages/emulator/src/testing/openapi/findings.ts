// Holds one exchange against Postman's document.
import type { Exchange } from '../../http/respond.ts';
import type { Json } from '../../json/json.ts';
import type { Contents, DocumentOperation } from './document.ts';
import type { Finding } from './finding.ts';
import type { Validators } from './validators.ts';

const json = 'application/json';

/** What is wrong with the answer. Nothing is, where the operation is not Postman's. */
export function responseFindings(
  validators: Validators,
  exchange: Pick<Exchange, 'operation' | 'response'>,
): Finding[] {
  const { operation, response } = exchange;
  const documented = documentedAs(validators, operation);
  if (documented === undefined) return [];
  const { status, headers, body } = response;
  const base = { operation, side: 'response', status } as const;
  const contents = documented.responses[status];
  if (contents === undefined) {
    const known = Object.keys(documented.responses).join(', ');
    return [{ ...base, what: 'status', pointer: '', message: `is not documented, only ${known}` }];
  }
  if (body === undefined) {
    const isMissing = Object.keys(contents).length > 0;
    return isMissing ? [{ ...base, what: 'body', pointer: '', message: 'there is no body' }] : [];
  }
  const sent = typeOf(headers['Content-Type']);
  const found: Finding[] = typeFindings(base, contents, sent);
  const type = contents[sent] === undefined ? Object.keys(contents)[0] : sent;
  const schema = type === undefined ? undefined : contents[type];
  if (schema === undefined || (typeof body === 'string' && sent !== json)) return found;
  return [...found, ...bodyFindings(validators, base, `${operation} ${status} ${type}`, schema, body)];
}

/** What is wrong with the call: its query and its body. */
export function requestFindings(validators: Validators, exchange: Exchange): Finding[] {
  const { operation, request, response } = exchange;
  const documented = documentedAs(validators, operation);
  if (documented === undefined) return [];
  const base = { operation, side: 'request', status: response.status } as const;
  const found = queryFindings(validators, base, documented, exchange.query);
  const [type, schema] = Object.entries(documented.request)[0] ?? [];
  if (type === undefined || schema === undefined) {
    if (request.body === undefined) return found;
    return [...found, { ...base, what: 'body', pointer: '', message: 'no body is documented' }];
  }
  if (request.body === undefined) {
    // A call that key, month or window refuses is answered before its body is read.
    const isUnread = Number(request.headers['content-length'] ?? 0) > 0;
    if (!documented.isBodyRequired || isUnread) return found;
    return [...found, { ...base, what: 'body', pointer: '', message: 'there is no body' }];
  }
  return [
    ...found,
    ...typeFindings(base, documented.request, typeOf(request.headers['content-type'])),
    ...bodyFindings(validators, base, `${operation} request`, schema, request.body),
  ];
}

type Base = Pick<Finding, 'operation' | 'side' | 'status'>;

function typeFindings(base: Base, contents: Contents, sent: string): Finding[] {
  const types = Object.keys(contents);
  if (types.includes(sent)) return [];
  const message = `is ${sent}, documented ${types.length === 0 ? 'without a body' : types.join(', ')}`;
  return [{ ...base, what: types.length === 0 ? 'body' : 'type', pointer: '', message }];
}

function queryFindings(
  validators: Validators,
  base: Base,
  documented: DocumentOperation,
  query: Exchange['query'],
): Finding[] {
  const named = new Map(documented.query.map((one) => [one.name, one]));
  const unknown = Object.keys(query).filter((name) => !named.has(name));
  const missing = documented.query.filter(({ name, isRequired }) => isRequired && query[name] === undefined);
  const wrong = [...named.values()].flatMap(({ name, schema }) => {
    const value = query[name];
    if (value === undefined) return [];
    const complaints = [value, ...typed(value)].map((one) =>
      validators.check(`${base.operation} ?${name}`, schema, one),
    );
    return complaints.some((one) => one.length === 0)
      ? []
      : [{ pointer: name, message: complaints[0]?.[0]?.message ?? '' }];
  });
  return [
    ...unknown.map((pointer) => ({ pointer, message: 'is not a documented parameter' })),
    ...missing.map(({ name }) => ({ pointer: name, message: 'is a required parameter' })),
    ...wrong,
  ].map((one) => ({ ...base, what: 'query', ...one }));
}

/** What a text of the query may also mean. */
function typed(value: string): Json[] {
  if (value === 'true' || value === 'false') return [value === 'true'];
  return value.trim() !== '' && Number.isFinite(Number(value)) ? [Number(value)] : [value.split(',')];
}

/** A second check, of what JSON keeps: a body not yet serialised may hold `undefined`. */
function bodyFindings(validators: Validators, base: Base, key: string, schema: Json, body: Json): Finding[] {
  if (validators.check(key, schema, body).length === 0) return [];
  const complaints = validators.check(key, schema, JSON.parse(JSON.stringify(body)));
  return complaints.map(({ pointer, message }) => ({ ...base, what: 'body', pointer, message }));
}

function documentedAs(validators: Validators, operation: string): DocumentOperation | undefined {
  const { operations } = validators.document;
  return Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}

function typeOf(header: string | undefined): string {
  return (header ?? json).split(';')[0]?.trim().toLowerCase() ?? json;
}
