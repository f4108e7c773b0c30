// The server room: takes one HTTP call through key, month, window, faults and handler, and answers it.
//
//   arrive ─▶ count ─▶ key? 401 ─▶ month? 429 ─▶ window? 429 ─▶ fault before? ─▶ body ─▶ handler ─▶ fault after? ─▶ answer
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { smallBody } from '../api/route.ts';
import type { Found } from '../api/router.ts';
import { control, controlPrefix } from '../control/control.ts';
import type { Machine } from '../control/parts.ts';
import type { Fault } from '../faults/faults.ts';
import type { Json } from '../json/json.ts';
import { secondsUntil } from '../limits/rate-headers.ts';
import { monthExhausted, rateLimited } from '../limits/refusals.ts';
import { visitOf } from '../mock-server/mock-address.ts';
import { settleTasks } from '../registry/resources.ts';
import { Refused, type Reply, serverError, unauthenticated, unknownPath, wordsOf } from '../reply/replies.ts';
import { rewritten } from '../undocumented/habits.ts';
import type { Call, World } from '../world/state.ts';
import type { User } from '../world/users.ts';
import { send } from './answer.ts';
import { answerOfFault, type HitCall, lagOf } from './fault-effects.ts';
import { serveMock } from './mock-call.ts';
import { readBody } from './request-body.ts';
import { finish, finishFault, type Passage } from './respond.ts';
import { localTarget, splitTarget } from './target.ts';
import { answerUnreadable } from './unreadable.ts';

/** An HTTP server of the machine, not yet listening. It answers everything and never throws. */
export function makeServer(machine: Machine): Server {
  const server = createServer((request, response) => {
    answer(machine, request, response).catch(() => send(response, serverError, machine.world.clock.nowMs()));
  });
  answerUnreadable(server);
  server.keepAliveTimeout = 60_000;
  return server;
}

async function answer(machine: Machine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, month } = machine;
  const nowMs = world.clock.nowMs();
  const method = request.method ?? 'GET';
  const target = localTarget(request.url ?? '/');
  const { path, query } = splitTarget(target);
  const visit = visitOf(target, request.headers.host);
  if (visit !== undefined) return serveMock(machine, request, response, visit);
  if (machine.hasControl && path.startsWith(controlPrefix)) return answerControl(machine, request, response);

  const found = machine.router.find(method, path);
  const operation = found?.route.operation ?? '';
  const entry = machine.calls.begin({ atMs: nowMs, method, path, query, operation });
  const key = keyOf(request, query, world.switches.apiKeyInQuery === 'accept');
  const owner = machine.revokedKeys.holds(key, nowMs) ? undefined : machine.keys.get(key);
  const user = owner ?? found?.route.admits?.(world, query);
  const isMonthOver = month.take(nowMs);
  const standing = machine.limits.take(user?.id ?? 0, found?.route.bucket ?? 'general', operation, nowMs);
  const isRefused = isMonthOver || standing.isOver;
  const { refusedCallsCountAgainstMonth, unauthenticatedCallsCountAgainstMonth } = world.switches;
  if (user === undefined ? !unauthenticatedCallsCountAgainstMonth : isRefused && !refusedCallsCountAgainstMonth) {
    month.giveBack();
  }
  const monthRemaining = month.isEnded() ? 0 : Math.max(0, month.limit - month.used());
  const facts = { standing, monthLimit: month.limit, monthRemaining };
  const passage: Passage = { machine, request, response, entry, facts, key, body: undefined };
  machine.disk.tick();

  if (user === undefined) return finish(passage, found?.route.unauthenticated?.(path) ?? unauthenticated);
  if (isRefused) {
    const waitS = secondsUntil(standing.resetMs, nowMs);
    if (isMonthOver) return finish(passage, monthExhausted(waitS, world.switches));
    return finish(passage, rateLimited(waitS, nowMs, world.switches));
  }
  const fault = machine.faults.match(method, path, operation, nowMs);
  if (fault !== undefined) entry.fault = fault.name;
  await serve(passage, found, query, user, fault);
}

/** Answers one call of the control API, which a fault, a limit or a missing key never stops. */
async function answerControl(machine: Machine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { path, query } = splitTarget(localTarget(request.url ?? '/'));
  const read = await readBody(request, smallBody);
  if (read.kind === 'gone') return;
  const reply =
    read.kind === 'refused'
      ? { status: read.reply.status, body: { error: wordsOf(read.reply) } }
      : control(machine, { method: request.method ?? 'GET', path, query, body: read.value });
  send(response, reply, machine.world.clock.nowMs());
}

async function serve(
  passage: Passage,
  found: Found | undefined,
  query: Call['query'],
  actor: User,
  fault: Fault | undefined,
): Promise<void> {
  const { request } = passage;
  let body: Json | undefined;
  if (found?.route.body !== undefined) {
    const onlyJson = passage.machine.world.switches.otherContentTypes === 'refuse';
    const read = await readBody(request, found.route.body, onlyJson);
    if (read.kind === 'gone') return;
    if (read.kind === 'refused') return finish(passage, read.reply);
    body = read.value;
    passage.body = body;
  }
  if (fault !== undefined) {
    const end = await answerOfFault(hitOf(passage, fault, found, undefined), 'before');
    if (end !== undefined) return finishFault(passage, end);
  }
  const prefer = String(request.headers['prefer'] ?? '');
  const call = { query, prefer, headers: request.headers, body, actor };
  const reply = found === undefined ? unknownPath : await run(passage, found, call, lagOf(fault));
  if (fault !== undefined) {
    const end = await answerOfFault(hitOf(passage, fault, found, reply), 'after');
    if (end !== undefined) return finishFault(passage, end);
  }
  finish(passage, reply);
}

async function run(
  passage: Passage,
  { route, params }: Found,
  call: Omit<Call, 'params'>,
  lagMs: number,
): Promise<Reply> {
  const { machine, entry } = passage;
  const { world, disk } = machine;
  settleTasks(world);
  const before = world.store.revision;
  let reply: Reply;
  try {
    const all = { ...call, params };
    const made =
      route.handleLater === undefined
        ? lagging(world, lagMs, () => route.handle(world, all))
        : await route.handleLater(world, all);
    reply = rewritten(made, world.switches);
  } catch (thrown) {
    reply = thrown instanceof Refused ? thrown.reply : serverError;
  }
  entry.effect = world.store.revision !== before;
  disk.flush();
  return reply;
}

/** Does `act` while lists lag by at least `lagMs`. */
function lagging<Result>(world: World, lagMs: number, act: () => Result): Result {
  if (lagMs === 0) return act();
  const usualMs = world.staleListsMs;
  world.staleListsMs = Math.max(usualMs, lagMs);
  try {
    return act();
  } finally {
    world.staleListsMs = usualMs;
  }
}

function hitOf(passage: Passage, fault: Fault, found: Found | undefined, reply: Reply | undefined): HitCall {
  const { machine, entry, key } = passage;
  return { machine, fault, entry, key, object: Object.values(found?.params ?? {})[0], reply };
}

/** The header wins over the query (the 2022 document). */
function keyOf({ headers }: IncomingMessage, query: Call['query'], takesQuery: boolean): string {
  const key = headers['x-api-key'] ?? (takesQuery ? query['apikey'] : undefined);
  return typeof key === 'string' ? key : '';
}
