// Tests an exchange whose deadline passes while its connection is still being made: over real sockets that takes a network.
import { expect, it } from 'vitest';
import { call } from '../testing/open-client.ts';
import { Deadlines } from './deadlines.ts';
import { Exchange } from './exchange.ts';
import { requestOf } from './request.ts';
import type { WireOutcome } from './wire-outcome.ts';

const redact = (text: string) => text;
const wire = requestOf(call('PUT'), { prefix: '', apiKey: 'key', userAgent: 'test', redact });

it('a deadline that passes before the first byte sends nothing, then or later', () => {
  const outcomes: WireOutcome[] = [];
  let asked = 0;
  const maySend = () => ++asked > 0;
  const onEnd = (outcome: WireOutcome) => void outcomes.push(outcome);
  const exchange = new Exchange({ wire, maySend, deadlines: new Deadlines(1_000), redact, onEnd });
  exchange.expire();
  expect(outcomes).toMatchObject([{ kind: 'broken', cause: 'timeout', sent: false }]);
  expect(() => exchange.onRequestStart({ abort: () => {} })).toThrow();
  exchange.onResponseError(undefined, new Error('late'));
  expect([asked, outcomes.length]).toEqual([0, 1]);
});

it('after the first byte the deadline ends the connection, and the server may have done it', () => {
  const outcomes: WireOutcome[] = [];
  const aborts: Error[] = [];
  const onEnd = (outcome: WireOutcome) => void outcomes.push(outcome);
  const exchange = new Exchange({ wire, maySend: () => true, deadlines: new Deadlines(1_000), redact, onEnd });
  exchange.onRequestStart({ abort: (reason) => void aborts.push(reason) });
  exchange.expire();
  expect(outcomes).toMatchObject([
    { kind: 'broken', cause: 'timeout', sent: true, detail: 'no whole reply within 1 s' },
  ]);
  expect(aborts).toHaveLength(1);
});
