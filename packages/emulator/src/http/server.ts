// The server room: takes one HTTP call through key, month, window, faults and handler, and answers it.
//
//   arrive ─▶ count ─▶ key? 401 ─▶ month? 429 ─▶ window? 429 ─▶ fault before? ─▶ body ─▶ handler ─▶ fault after? ─▶ answer
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Refused, type Reply, serverError, unauthenticated, unknownPath } from '../api/errors.ts';
import type { Found } from '../api/router.ts';
import type { CallEntry } from '../control/calls.ts';
import { control, controlPrefix } from '../control/control.ts';
import { answerOfFault, type FaultEnd } from '../faults/fault-effects.ts';
import type { Fault } from '../faults/faults.ts';
import type { Json } from '../json/json.ts';
import { type RateFacts, rateHeaders, secondsUntil } from '../limits/rate-headers.ts';
import { monthExhausted, rateLimited } from '../limits/refusals.ts';
import { settleTasks } from '../parts/registry.ts';
import { rewritten } from '../undocumented/habits.ts';
import type { Machine } from '../world/machine.ts';
import type { User } from '../world/users.ts';
import type { Call } from '../world/world.ts';
import { send } from './answer.ts';
import { type Exchange, exchanges } from './exchange.ts';
import { readBody } from './request-body.ts';

const noQuery: Readonly<Record<string, string>> = {};

/** An HTTP server of the machine, not yet listening. It answers everything and never throws. */
export function makeServer(machine: Machine): Server {
  const server = createServer((request, response) => {
    answer(machine, request, response).catch(() => send(response, serverError, machine.world.clock.nowMs()));
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

/** One call on its way. */
interface Passage {
  readonly machine: Machine;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entry: CallEntry;
  readonly facts: RateFacts;
  /** What was sent, once it is read. */
  body?: Json | undefined;
}

async function answer(machine: Machine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, month } = machine;
  const nowMs = world.clock.nowMs();
  const method = request.method ?? 'GET';
  const { path, query } = splitUrl(request.url ?? '/');
  if (machine.hasControl && path.startsWith(controlPrefix)) return control(machine, request, response, path, query);

  const found = machine.router.find(method, path);
  const operation = found?.route.operation ?? '';
  const entry = machine.calls.begin({ atMs: nowMs, method, path, query, operation });
  const user = machine.keys.get(String(request.headers['x-api-key'] ?? '')) ?? found?.route.admits?.(world, query);
  const isMonthOver = month.take(nowMs);
  const standing = machine.limits.take(user?.id ?? 0, found?.route.bucket ?? 'general', operation, nowMs);
  const isRefused = isMonthOver || standing.isOver;
  const { refusedCallsCountAgainstMonth, unauthenticatedCallsCountAgainstMonth } = world.switches;
  if (user === undefined ? !unauthenticatedCallsCountAgainstMonth : isRefused && !refusedCallsCountAgainstMonth) {
    month.giveBack();
  }
  const facts = { standing, monthLimit: month.limit, monthRemaining: Math.max(0, month.limit - month.used()) };
  const passage: Passage = { machine, request, response, entry, facts };
  machine.disk.tick();

  if (user === undefined) return finish(passage, unauthenticated);
  if (isRefused) {
    const waitS = secondsUntil(standing.resetMs, nowMs);
    if (isMonthOver) return finish(passage, monthExhausted(waitS, world.switches));
    return finish(passage, rateLimited(waitS, nowMs, world.switches));
  }
  const fault = machine.faults.match(method, path, operation);
  if (fault !== undefined) entry.fault = fault.name;
  await serve(passage, found, query, user, fault);
}

async function serve(
  passage: Passage,
  found: Found | undefined,
  query: Call['query'],
  actor: User,
  fault: Fault | undefined,
): Promise<void> {
  const { machine, request } = passage;
  let body: Json | undefined;
  if (found?.route.body !== undefined) {
    const read = await readBody(request, found.route.body);
    if (read.kind === 'gone') return;
    if (read.kind === 'refused') return finish(passage, read.reply);
    body = read.value;
    passage.body = body;
  }
  if (fault !== undefined) {
    const end = await answerOfFault(machine.world, fault.do, 'before');
    if (end !== undefined) return finishFault(passage, end);
  }
  const prefer = String(request.headers['prefer'] ?? '');
  const call = { query, prefer, body, actor };
  const reply = found === undefined ? unknownPath : await run(passage, found, call);
  if (fault !== undefined) {
    const end = await answerOfFault(machine.world, fault.do, 'after');
    if (end !== undefined) return finishFault(passage, end);
  }
  finish(passage, reply);
}

async function run(passage: Passage, { route, params }: Found, call: Omit<Call, 'params'>): Promise<Reply> {
  const { machine, entry } = passage;
  const { world, disk } = machine;
  settleTasks(world);
  const before = world.store.revision;
  let reply: Reply;
  try {
    const all = { ...call, params };
    const made = route.handleLater === undefined ? route.handle(world, all) : await route.handleLater(world, all);
    reply = rewritten(made, world.switches);
  } catch (thrown) {
    reply = thrown instanceof Refused ? thrown.reply : serverError;
  }
  entry.effect = world.store.revision !== before;
  disk.flush();
  return reply;
}

function finish(passage: Passage, reply: Reply): void {
  const { machine, response, entry, facts } = passage;
  const nowMs = machine.world.clock.nowMs();
  entry.status = reply.status;
  const rates = rateHeaders(facts, nowMs, machine.world.switches);
  if (exchanges.hasSubscribers) exchanges.publish(exchangeOf(passage, reply));
  send(response, reply, nowMs, rates);
}

function exchangeOf({ request, entry, body }: Passage, { status, body: sent, raw, headers }: Reply): Exchange {
  const { method, path, query, operation, fault } = entry;
  return {
    method,
    path,
    query,
    operation,
    fault,
    request: { headers: request.headers, body },
    response: { status, headers: { ...headers }, body: raw ?? sent },
  };
}

function finishFault(passage: Passage, end: FaultEnd): void {
  if (end.kind === 'drop') {
    passage.request.socket.resetAndDestroy();
    return;
  }
  const { facts } = passage;
  const standing = end.isWindowOver ? { ...facts.standing, remaining: 0 } : facts.standing;
  const monthRemaining = end.isMonthOver ? 0 : facts.monthRemaining;
  finish({ ...passage, facts: { ...facts, standing, monthRemaining } }, end.reply);
}

function splitUrl(url: string): { path: string; query: Call['query'] } {
  const at = url.indexOf('?');
  if (at < 0) return { path: url, query: noQuery };
  return { path: url.slice(0, at), query: Object.fromEntries(new URLSearchParams(url.slice(at + 1))) };
}
