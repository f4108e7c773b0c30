// The queue of steps: in, in any order; out in the order of the plan.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stepQueue } from './step-queue.ts';

it('hands out what stands first in the plan, whatever was put in and taken before', () => {
  const turns = fc.array(fc.oneof(fc.record({ add: fc.nat(50) }), fc.constant('take' as const)), { maxLength: 60 });
  fc.assert(
    fc.property(turns, (list) => {
      const queue = stepQueue<number>((item) => item);
      let inside: number[] = [];
      for (const turn of list) {
        if (turn !== 'take') {
          queue.add(turn.add);
          inside = [...inside, turn.add].sort((a, b) => a - b);
        } else expect(queue.take()).toBe(inside.shift());
        expect(queue.size).toBe(inside.length);
      }
    }),
  );
});
