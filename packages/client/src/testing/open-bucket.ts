// A gate for tests, its functions bound to one state that survives a trip through JSON between any two of them.

import type { WindowNews } from '../http/headers.ts';
import { enterGate, leaveGate, type Pass, verdictOf, viewOf, waiveGate, writeOff } from '../limiter/bucket.ts';
import { isOpen, passGate, pauseGate } from '../limiter/bucket-refusal.ts';
import { type Gate, newGateState } from '../limiter/bucket-state.ts';
import type { BucketRow } from '../limiter/limits.ts';

export function openGate(row: BucketRow, share = 1) {
  let state = newGateState();
  const at = <T>(use: (gate: Gate) => T): T => {
    state = JSON.parse(JSON.stringify(state));
    return use({ row, state, share });
  };
  return {
    verdict: (nowMs: number, mayProbe = true) => at((gate) => verdictOf(gate, nowMs, mayProbe)),
    enter: (nowMs: number, mayProbe = true, owner = 'me') => at((gate) => enterGate(gate, owner, nowMs, mayProbe)),
    leave: (pass: Pass, nowMs: number, sent: boolean, news?: WindowNews) =>
      at((gate) => leaveGate(gate, pass, nowMs, sent, news)),
    waive: (nowMs = 0) => at((gate) => waiveGate(gate, nowMs)),
    pause: (nowMs: number, untilMs: number | undefined) => at((gate) => pauseGate(gate, nowMs, untilMs)),
    letThrough: () => at(passGate),
    isOpen: (nowMs: number) => at((gate) => isOpen(gate, nowMs)),
    writeOff: (owner: string, endedAtMs: number) => at((gate) => writeOff(gate, owner, endedAtMs)),
    view: (nowMs: number) => at((gate) => viewOf(gate, nowMs)),
  };
}
