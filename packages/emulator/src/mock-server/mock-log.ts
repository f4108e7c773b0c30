// Logs the calls of each mock in memory, oldest first, bounded per mock.
import { wordOf } from '../json/json.ts';
import type { MockRequest } from './choose-example.ts';
import type { MockAnswer } from './mock-answers.ts';
import type { Pair } from './saved-examples.ts';

/** One call of a mock. `target` is its path with the query; `bytes` about what the entry takes. */
export interface MockLog {
  readonly id: string;
  readonly servedAtMs: number;
  readonly target: string;
  readonly method: string;
  readonly headers: readonly Pair[];
  readonly body: string;
  readonly answer: MockAnswer;
  readonly bytes: number;
}

export interface MockLogs {
  add(mockId: string, log: MockLog): void;
  of(mockId: string): readonly MockLog[];
  forget(mockId: string): void;
  clear(): void;
}

/** One answer of the API holds 100 logs or 6.5 MB (OpenAPI 1.45.0, getMockCallLogs); five such pages are kept. */
const mostLogs = 500;
const mostBytes = 32_500_000;

export function makeMockLogs(): MockLogs {
  const kept = new Map<string, { logs: MockLog[]; bytes: number }>();
  return {
    add: (mockId, log) => {
      const own = kept.get(mockId) ?? { logs: [], bytes: 0 };
      kept.set(mockId, own);
      own.logs.push(log);
      own.bytes += log.bytes;
      while (own.logs.length > 1 && (own.logs.length > mostLogs || own.bytes > mostBytes)) {
        own.bytes -= own.logs.shift()?.bytes ?? 0;
      }
    },
    of: (mockId) => kept.get(mockId)?.logs ?? [],
    forget: (mockId) => {
      kept.delete(mockId);
    },
    clear: () => kept.clear(),
  };
}

/** The entry of one call. The API key is kept out of it. */
export function logEntry(
  id: string,
  servedAtMs: number,
  target: string,
  { method, headers: sent, body }: MockRequest,
  answer: MockAnswer,
): MockLog {
  const headers = Object.entries(sent)
    .filter(([key]) => key !== 'x-api-key')
    .map(([key, value]) => ({ key, value: wordOf(value) }));
  const headerBytes = [...headers, ...answer.headers].reduce((sum, one) => sum + one.key.length + one.value.length, 0);
  const bytes = 300 + target.length + body.length + answer.body.length + headerBytes;
  return { id, servedAtMs, target, method, headers, body, answer, bytes };
}
