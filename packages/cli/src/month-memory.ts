// Room: the month as last seen. The server says what is left only in replies; this lets the next run know before its first call.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface MonthSeen {
  readonly remaining: number;
  readonly limit?: number;
}

interface Noted {
  readonly purse: string;
  readonly atMs: number;
}

export interface MonthMemory {
  /** What this purse had left when it was last seen in the current UTC month; undefined where nobody knows. */
  recall(purse: string, nowMs: number): MonthSeen | undefined;
  /** Losing it costs a warning, never correctness: a disk that refuses is not worth an error. */
  remember(purse: string, nowMs: number, seen: MonthSeen): void;
}

/** Somebody may have bought more meanwhile: what is older is not believed. */
const believedMs = 3_600_000;

const monthOf = (nowMs: number) => new Date(nowMs).toISOString().slice(0, 7);

export function monthMemory(path: string): MonthMemory {
  return {
    recall: (purse, nowMs) => {
      try {
        const seen = JSON.parse(readFileSync(path, 'utf8')) as Partial<MonthSeen & Noted>;
        const { purse: whose, atMs = 0, remaining, limit } = seen;
        if (whose !== purse || monthOf(atMs) !== monthOf(nowMs) || typeof remaining !== 'number') return undefined;
        if (Math.abs(nowMs - atMs) > believedMs) return undefined;
        return { remaining, ...(typeof limit === 'number' ? { limit } : {}) };
      } catch {
        return undefined;
      }
    },
    remember: (purse, nowMs, seen) => {
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeFileSync(path, `${JSON.stringify({ purse, atMs: nowMs, ...seen })}\n`, { mode: 0o600 });
      } catch {
        // The next run warns that nobody knows what is left, and goes on.
      }
    },
  };
}
