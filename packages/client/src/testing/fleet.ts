// A fleet of clients that share one store, on a virtual clock, against an imagined limit.
import type { SharedStore } from '@postform/engine';
import type { ClientEvent } from '../http/events.ts';
import { Limiter } from '../limiter/limiter.ts';
import { BUCKETS } from '../limiter/limits.ts';
import { memoryStore, Sharing } from '../sharing/store.ts';
import type { VirtualClock } from './clocks.ts';
import type { Take } from './windows.ts';

export interface Member {
  readonly name: string;
  readonly limiter: Limiter;
  readonly events: ClientEvent[];
  taken: number;
  refused: number;
  /** Nothing of it goes on until it is woken: no call, no tick. */
  asleep: Promise<void> | undefined;
}

export interface FleetOptions {
  readonly clock: VirtualClock;
  readonly take: Take;
  readonly size: number;
  readonly shared?: SharedStore;
  /** How long a call of the member with this number takes, about. Default 100. */
  readonly latencyMs?: (place: number) => number;
}

/** A store that answers after some time, as one beyond a network does. */
export function distantStore(clock: VirtualClock, oneWayMs = 1): SharedStore {
  const near = memoryStore(clock);
  let line: Promise<unknown> = Promise.resolve();
  return {
    ...near,
    transact: async (key, change) => {
      const tick = line.then(async () => {
        await clock.sleep(oneWayMs);
        const result = await near.transact(key, (before, nowMs) => {
          const { after, result } = change(
            before === undefined ? undefined : JSON.parse(JSON.stringify(before)),
            nowMs,
          );
          return { after: after === undefined ? undefined : JSON.parse(JSON.stringify(after)), result };
        });
        await clock.sleep(oneWayMs);
        return result;
      });
      line = tick.catch(() => undefined);
      return tick;
    },
  };
}

export function openFleet({ clock, take, size, shared = distantStore(clock), latencyMs = () => 100 }: FleetOptions) {
  const members: Member[] = Array.from({ length: size }, (_, n): Member => {
    const events: ClientEvent[] = [];
    const onEvent = (event: ClientEvent) => void events.push(event);
    const name = `m${n}`;
    const own: SharedStore = {
      ...shared,
      transact: async (key, change) => {
        await members[n]?.asleep;
        return shared.transact(key, change);
      },
    };
    const limiter = new Limiter({
      rows: BUCKETS,
      clock,
      sharing: new Sharing({ shared: own, clock, onEvent }),
      me: { owner: name, host: name },
      key: 'windows',
      onEvent,
      maxWaitMs: () => 3_600_000,
      tooLong: (row) => new Error(row.name),
    });
    return { name, limiter, events, taken: 0, refused: 0, asleep: undefined };
  });
  let seed = 7;
  const delayMs = (member: Member) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return latencyMs(members.indexOf(member)) * (0.5 + (seed % 1000) / 1000);
  };
  const send = async (member: Member): Promise<void> => {
    for (;;) {
      const grant = await member.limiter.acquire(['general']);
      await member.asleep;
      if (!member.limiter.mayBeSent(grant)) {
        member.limiter.release(grant, { sent: false });
        continue;
      }
      await clock.sleep(delayMs(member) / 2);
      const { isOver, report } = take(clock.nowMs());
      await clock.sleep(delayMs(member) / 2);
      await member.asleep;
      if (isOver) member.refused += 1;
      else member.taken += 1;
      member.limiter.release(grant, { sent: true, report, ...(isOver ? { limited: true } : {}) });
      if (!isOver) return;
    }
  };
  return { members, send };
}
