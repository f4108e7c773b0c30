// Takes one call of a live mock through key, limit and matching, waits as told, answers and logs it.
//
//   mock? 404 ─▶ active? 400 ─▶ key? 401 ─▶ minute? 429 ─▶ server response? ─▶ example? 404 ─▶ delay ─▶ answer ─▶ log
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EmulatorParts } from '../control/parts.ts';
import type { JsonObject } from '../json/json.ts';
import { chooseExample, headerOf, type MockRequest } from '../mock-server/choose-example.ts';
import { valuesOf, withValues } from '../mock-server/example-variables.ts';
import type { MockVisit } from '../mock-server/mock-address.ts';
import * as answers from '../mock-server/mock-answers.ts';
import { logEntry } from '../mock-server/mock-log.ts';
import { examplesOf } from '../mock-server/saved-examples.ts';
import { tooLarge } from '../reply/replies.ts';
import { serverResponseOf } from '../resources/mock/life.ts';
import { configOf, isDeactivated } from '../resources/mock/read.ts';
import { mockUnfindable } from '../resources/mock/wording.ts';
import { bareId } from '../seams/ids.ts';
import type { ServerState } from '../world/state.ts';
import type { Stored } from '../world/store.ts';
import { headersOf, preflight, sendMock } from './mock-answer.ts';
import { callOf, delayOf, isPreflight } from './mock-request.ts';
import { collect } from './request.ts';

/** What the URL of no mock says is not documented; these are the words of the API for its server responses. */
const noMock = answers.errorAnswer(mockUnfindable);

const maxBytes = 20 * 1024 * 1024;

/** Answers a visit of a mock. It counts neither against the API's limits nor in the journal of calls. */
export async function serveMock(
  { server, keys }: EmulatorParts,
  request: IncomingMessage,
  response: ServerResponse,
  visit: MockVisit,
): Promise<void> {
  if (isPreflight(request)) return sendMock(response, preflight(request), server.clock.nowMs());
  const bytes = await collect(request, maxBytes);
  if (bytes === 'gone') return;
  if (bytes === 'too large') request.resume();
  const call = callOf(request, visit, bytes === 'too large' ? '' : bytes.toString());
  const mock = server.store.get('mock', bareId(visit.mockId));
  const nowMs = server.clock.nowMs();
  if (mock === undefined) return sendMock(response, noMock, nowMs);
  if (isDeactivated(server, mock)) return sendMock(response, answers.inactive, nowMs);
  if (mock.data['private'] === true && !keys.has(headerOf(call, 'x-api-key') ?? '')) {
    return sendMock(response, answers.needsKey, nowMs);
  }
  const standing = server.mocks.take(mock.id, nowMs);
  if (standing.isOver) return sendMock(response, answers.mockRateLimited(standing.resetMs), nowMs, standing);
  const config = configOf(mock);
  const answer = bytes === 'too large' ? answers.errorAnswer(tooLarge) : answerOf(server, mock, config, call);
  const delayMs = delayOf(call, config);
  if (delayMs > 0) await server.clock.wait(delayMs);
  const servedAtMs = server.clock.nowMs();
  const headers = headersOf(answer, standing);
  server.mocks.log(mock.id, (id) => logEntry(id, servedAtMs, visit.target, call, { ...answer, headers }));
  sendMock(response, answer, servedAtMs, standing);
}

/** What the mock says: its active server response, else an example of its collection, else that there is none. */
function answerOf(server: ServerState, mock: Stored, config: JsonObject, call: MockRequest): answers.MockAnswer {
  const active = serverResponseOf(server, mock, config['serverResponseId']);
  if (active !== undefined) return answers.serverAnswer(active.data);
  const collection = contentOf(server, 'collection', mock.data['collection']) ?? {};
  const saved = examplesOf(collection);
  if (saved.length === 0) return answers.noExample;
  const values = valuesOf(collection, contentOf(server, 'environment', mock.data['environment']));
  const examples = saved.map((example) => withValues(example, values));
  const choice = chooseExample(examples, call, config, server.switches.mockPathDistance);
  return choice === undefined ? answers.noMatch : answers.exampleAnswer(choice, values, call);
}

function contentOf(server: ServerState, kind: string, uid: unknown): JsonObject | undefined {
  return typeof uid === 'string' ? server.store.get(kind, bareId(uid))?.data : undefined;
}
