// Takes one HTTP call through key, month, window, faults and handler, and answers it.
//
//   arrive ─▶ count ─▶ key? 401 ─▶ month? 429 ─▶ window? 429 ─▶ fault before? ─▶ body ─▶ handler ─▶ fault after? ─▶ answer
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { smallBody } from '../api/route.ts';
import type { Found } from '../api/router.ts';
import { control, controlPrefix } from '../control/control.ts';
import type { EmulatorParts } from '../control/parts.ts';
import type { Fault } from '../faults/faults.ts';
import type { Json } from '../json/json.ts';
import { secondsUntil } from '../limits/rate-headers.ts';
import { monthExhausted, rateLimited } from '../limits/refusals.ts';
import { visitOf } from '../mock-server/mock-address.ts';
import { settleTasks } from '../registry/resources.ts';
import { Refused, type Reply, serverError, unauthenticated, unknownPath, wordsOf } from '../reply/replies.ts';
import { rewritten } from '../undocumented/habits.ts';
import type { Call, ServerState } from '../world/state.ts';
import type { User } from '../world/team.ts';
import { answerUnreadable, send } from './answer.ts';
import { answerOfFault, type HitCall, lagOf } from './fault-effects.ts';
import { serveMock } from './mock-call.ts';
import { localTarget, readBody, splitTarget } from './request.ts';
import { finish, finishFault, type OpenCall } from './respond.ts';

/** An HTTP server of the machine, not yet listening. It answers everything and never throws. */
export function makeServer(parts: EmulatorParts): Server {
  const httpServer = createServer((request, response) => {
    answer(parts, request, response).catch(() => send(response, serverError, parts.server.clock.nowMs()));
  });
  answerUnreadable(httpServer);
  httpServer.keepAliveTimeout = 60_000;
  return httpServer;
}

async function answer(parts: EmulatorParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { server, month } = parts;
  const nowMs = server.clock.nowMs();
  const method = request.method ?? 'GET';
  const target = localTarget(request.url ?? '/');
  const { path, query } = splitTarget(target);
  const visit = visitOf(target, request.headers.host);
  if (visit !== undefined) return serveMock(parts, request, response, visit);
  if (parts.hasControl && path.startsWith(controlPrefix)) return answerControl(parts, request, response);

  const found = parts.router.find(method, path);
  const operation = found?.route.operation ?? '';
  const entry = parts.calls.begin({ atMs: nowMs, method, path, query, operation });
  const key = keyOf(request, query, server.switches.apiKeyInQuery === 'accept');
  const owner = parts.revokedKeys.holds(key, nowMs) ? undefined : parts.keys.get(key);
  const user = owner ?? found?.route.admits?.(server, query);
  const isMonthOver = month.take(nowMs);
  const standing = parts.limits.take(user?.id ?? 0, found?.route.bucket ?? 'general', operation, nowMs);
  const isRefused = isMonthOver || standing.isOver;
  const { refusedCallsCountAgainstMonth, unauthenticatedCallsCountAgainstMonth } = server.switches;
  if (user === undefined ? !unauthenticatedCallsCountAgainstMonth : isRefused && !refusedCallsCountAgainstMonth) {
    month.giveBack();
  }
  const monthRemaining = month.isEnded() ? 0 : Math.max(0, month.limit - month.used());
  const facts = { standing, monthLimit: month.limit, monthRemaining };
  const openCall: OpenCall = { parts, request, response, entry, facts, key, body: undefined };
  parts.disk.tick();

  if (user === undefined) return finish(openCall, found?.route.unauthenticated?.(path) ?? unauthenticated);
  if (isRefused) {
    const waitS = secondsUntil(standing.resetMs, nowMs);
    if (isMonthOver) return finish(openCall, monthExhausted(waitS, server.switches));
    return finish(openCall, rateLimited(waitS, nowMs, server.switches));
  }
  const fault = parts.faults.match(method, path, operation, nowMs);
  if (fault !== undefined) entry.fault = fault.name;
  await serve(openCall, found, query, user, fault);
}

/** Answers one call of the control API, which a fault, a limit or a missing key never stops. */
async function answerControl(parts: EmulatorParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { path, query } = splitTarget(localTarget(request.url ?? '/'));
  const read = await readBody(request, smallBody);
  if (read.kind === 'gone') return;
  const reply =
    read.kind === 'refused'
      ? { status: read.reply.status, body: { error: wordsOf(read.reply) } }
      : control(parts, { method: request.method ?? 'GET', path, query, body: read.value });
  send(response, reply, parts.server.clock.nowMs());
}

async function serve(
  openCall: OpenCall,
  found: Found | undefined,
  query: Call['query'],
  actor: User,
  fault: Fault | undefined,
): Promise<void> {
  const { request } = openCall;
  let body: Json | undefined;
  if (found?.route.body !== undefined) {
    const onlyJson = openCall.parts.server.switches.otherContentTypes === 'refuse';
    const read = await readBody(request, found.route.body, onlyJson);
    if (read.kind === 'gone') return;
    if (read.kind === 'refused') return finish(openCall, read.reply);
    body = read.value;
    openCall.body = body;
  }
  if (fault !== undefined) {
    const end = await answerOfFault(hitOf(openCall, fault, found, undefined), 'before');
    if (end !== undefined) return finishFault(openCall, end);
  }
  const prefer = String(request.headers['prefer'] ?? '');
  const call = { query, prefer, headers: request.headers, body, actor };
  const reply = found === undefined ? unknownPath : await run(openCall, found, call, lagOf(fault));
  if (fault !== undefined) {
    const end = await answerOfFault(hitOf(openCall, fault, found, reply), 'after');
    if (end !== undefined) return finishFault(openCall, end);
  }
  finish(openCall, reply);
}

async function run(
  openCall: OpenCall,
  { route, params }: Found,
  call: Omit<Call, 'params'>,
  lagMs: number,
): Promise<Reply> {
  const { parts, entry } = openCall;
  const { server, disk } = parts;
  settleTasks(server);
  const before = server.store.revision;
  let reply: Reply;
  try {
    const all = { ...call, params };
    const made =
      route.handleLater === undefined
        ? lagging(server, lagMs, () => route.handle(server, all))
        : await route.handleLater(server, all);
    reply = rewritten(made, server.switches);
  } catch (thrown) {
    reply = thrown instanceof Refused ? thrown.reply : serverError;
  }
  entry.effect = server.store.revision !== before;
  disk.flush();
  return reply;
}

/** Does `act` while lists lag by at least `lagMs`. */
function lagging<Result>(server: ServerState, lagMs: number, act: () => Result): Result {
  if (lagMs === 0) return act();
  const usualMs = server.staleListsMs;
  server.staleListsMs = Math.max(usualMs, lagMs);
  try {
    return act();
  } finally {
    server.staleListsMs = usualMs;
  }
}

function hitOf(openCall: OpenCall, fault: Fault, found: Found | undefined, reply: Reply | undefined): HitCall {
  const { parts, entry, key } = openCall;
  return { parts, fault, entry, key, object: Object.values(found?.params ?? {})[0], reply };
}

/** The header wins over the query (the 2022 document). */
function keyOf({ headers }: IncomingMessage, query: Call['query'], takesQuery: boolean): string {
  const key = headers['x-api-key'] ?? (takesQuery ? query['apikey'] : undefined);
  return typeof key === 'string' ? key : '';
}
