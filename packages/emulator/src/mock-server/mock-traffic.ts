// Counts and logs the calls of live mocks, and knows where they answer.
import type { LimitChoice } from '../limits/rules.ts';
import { seededIds } from '../seams/ids.ts';
import { type MockUrlStyle, mockUrl } from './mock-address.ts';
import { type MockLog, makeMockLogs } from './mock-log.ts';

/** A mock's window of a minute. `resetMs` is epoch milliseconds. */
export interface MockStanding {
  readonly limit: number;
  readonly remaining: number;
  readonly resetMs: number;
  readonly isOver: boolean;
}

export interface MockTraffic {
  /** The URL the API shows for a mock. */
  urlOf(mockId: string): string;
  /** Says where the emulator listens, such as `http://127.0.0.1:12345`. */
  openedAt(origin: string): void;
  /** Counts a call of a mock against its minute; those within it count as `mock_usage` too. */
  take(mockId: string, nowMs: number): MockStanding;
  /** Mock calls answered so far: `mock_usage` of GET /me. */
  used(): number;
  /** Keeps the log that `make` builds under a fresh id, `<uuid>-<number>`. */
  log(mockId: string, make: (id: string) => MockLog): void;
  /** The call logs kept, oldest first. */
  logsOf(mockId: string): readonly MockLog[];
  forget(mockId: string): void;
  clear(): void;
}

/** 120 calls a minute for each mock (learning.postman.com, mock servers; X-RateLimit-Limit of real answers). */
const callsPerMinute = 120;
const minuteMs = 60_000;

/** `limits` is the emulator's: a number holds for mocks too. Nothing here is kept on disk. */
export function makeMockTraffic(limits: LimitChoice, style: MockUrlStyle): MockTraffic {
  const limit = limits === 'off' ? 1_000_000 : typeof limits === 'number' ? limits : callsPerMinute;
  const logs = makeMockLogs();
  const windows = new Map<string, { startMs: number; used: number }>();
  const ids = seededIds('mock call logs');
  let origin = '';
  let used = 0;
  return {
    urlOf: (mockId) => mockUrl(mockId, origin, style),
    openedAt: (url) => {
      origin = url;
    },
    take: (mockId, nowMs) => {
      let window = windows.get(mockId);
      if (window === undefined || nowMs >= window.startMs + minuteMs || nowMs < window.startMs) {
        window = { startMs: nowMs, used: 0 };
        windows.set(mockId, window);
      }
      window.used += 1;
      const isOver = window.used > limit;
      if (!isOver) used += 1;
      return { limit, remaining: Math.max(0, limit - window.used), resetMs: window.startMs + minuteMs, isOver };
    },
    used: () => used,
    log: (mockId, make) => {
      const id = `${ids.next()}-${1_000 + (ids.drawn() % 9_000)}`;
      logs.add(mockId, make(id));
    },
    logsOf: (mockId) => logs.of(mockId),
    forget: (mockId) => {
      logs.forget(mockId);
      windows.delete(mockId);
    },
    clear: () => {
      logs.clear();
      windows.clear();
      used = 0;
    },
  };
}
