// The bounds of a reply: bytes by route, values and nesting, so that no server can make this process hold what it likes.
import type { Route } from '@postform/engine';

interface BoundRow {
  /** `*` stands for one path segment. */
  readonly path: string;
  readonly bytes: number;
  readonly source: string;
}

const MB = 1_000_000;

/** Of decoded bodies; no other encoding than the plain one is asked for or read. */
const ROWS: readonly BoundRow[] = [
  {
    path: '/collections/*',
    bytes: 200 * MB,
    source: 'Postman OpenAPI 1.45.0, putCollection: 100 MB; a read adds ids and times to every item',
  },
  { path: '/environments/*', bytes: 50 * MB, source: 'chosen: no limit is documented' },
];

/** Lists of ids and names, whole mocks and monitors: less than a kilobyte an object. */
const OTHERS_BYTES = 20 * MB;

/** Of a reply that is no success: what it says is read as far as that. */
export const FAILURE_BYTES = 1 * MB;

/** Objects and arrays in each other. A source may nest 512, and the reply wraps what was sent and adds its own. */
export const MOST_DEPTH = 560;

/** Values of a body: a collection of 100 MB holds about five million. */
export const MOST_VALUES = 10_000_000;

export function replyBytesOf({ path }: Route): number {
  const pattern = path.replaceAll(/\{[^{}]+\}/g, '*');
  return ROWS.find((row) => row.path === pattern)?.bytes ?? OTHERS_BYTES;
}
