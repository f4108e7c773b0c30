// Remembers which API keys are revoked, and until when.
import { type OpenSpan, openSpan, type Span } from '../limits/span.ts';

export interface RevokedKeys {
  revoke(key: string, span: Span, nowMs: number): void;
  /** Whether the key is revoked at this call. */
  holds(key: string, nowMs: number): boolean;
  restore(): void;
}

export function makeRevokedKeys(): RevokedKeys {
  const revoked = new Map<string, OpenSpan>();
  return {
    revoke: (key, span, nowMs) => {
      revoked.set(key, openSpan(span, nowMs));
    },
    holds: (key, nowMs) => {
      if (revoked.size === 0) return false;
      const span = revoked.get(key);
      if (span === undefined) return false;
      if (span.holds(nowMs)) return true;
      revoked.delete(key);
      return false;
    },
    restore: () => revoked.clear(),
  };
}
