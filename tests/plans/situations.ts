// The situations whose plans are kept.
import type { EmulatorOptions } from '@postform/emulator';
import type { Situation } from './harness.ts';

export interface Kept {
  /** Name of the kept file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly act: (situation: Situation) => Promise<void>;
  readonly emulator?: EmulatorOptions;
}

const APPLY = 'apply --auto-approve --parallelism 1 --settle-time 0s';

export const situations: readonly Kept[] = [
  {
    name: 'example-01',
    title: 'Example 01: new, applied, edited, drifted, destroyed',
    act: async ({ example, plan, run, edit, drift, byHand }) => {
      example('01-one-environment');
      await plan();
      await run(APPLY);
      await plan();
      edit('desired/orders.yaml', 'pageSize: 50', 'pageSize: 75');
      await plan();
      await byHand('environment.orders', { '/name': 'Orders, by hand' });
      await drift();
      await plan();
      await plan('--destroy');
    },
  },
];
