// Room: the pacer's options: which buckets, shared with whom, and how long a call may wait.
import type { Clock } from '@postform/engine';
import type { OnEvent } from '../http/events.ts';
import type { Sharing } from '../sharing/store.ts';
import type { BucketRow } from './limits.ts';

export interface PacerOptions {
  readonly rows: readonly BucketRow[];
  readonly clock: Clock;
  readonly sharing: Sharing;
  /** Who we are among those that share, unique in the world, and on which machine. */
  readonly me: { readonly owner: string; readonly host: string };
  /** Name of the windows in the store. */
  readonly key: string;
  readonly onEvent: OnEvent;
  /** The longest that one window may keep a call waiting, as of now; 0 where calls must not wait at all. */
  readonly maxWaitMs: () => number;
  /** The error for a call that would have to wait longer. */
  readonly tooLong: (row: BucketRow, untilMs: number) => Error;
}
