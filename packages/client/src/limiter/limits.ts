// Room: limits, the table of per-time limits and of the routes that pass them, each number with its source.
import type { BucketsOf, Route } from '@postform/engine';

/** One per-time limit of the Postman API, per user. `limit` calls in any `windowMs`, until a header says otherwise. */
export interface BucketRow {
  readonly name: string;
  /** For people: `the general window`. */
  readonly label: string;
  readonly limit: number;
  readonly windowMs: number;
  /** The highest limit that Postman has documented for it: a header that names more speaks of another server's limits. */
  readonly documented: number;
  readonly source: string;
}

/** Which bucket a route passes besides `general`. `*` stands for one path segment, `**` for any number of them. */
interface RouteRow {
  readonly methods: readonly Route['method'][] | 'any';
  readonly path: string;
  readonly bucket: string;
  readonly source: string;
}

/** In the order from wide to narrow: headers that fit no bucket are read as those of the narrowest one passed. */
export const BUCKETS: readonly BucketRow[] = [
  {
    name: 'general',
    label: 'the general window',
    limit: 60,
    windowMs: 60_000,
    documented: 300,
    source: 'Postman API documentation of 2022: 60 per minute; OpenAPI 1.45.0 says 300, believed once a header says so',
  },
  {
    name: 'slow',
    label: 'the slow window',
    limit: 10,
    windowMs: 10_000,
    documented: 10,
    source: 'Postman OpenAPI 1.45.0, info: 10 calls in 10 seconds; one bucket for all these routes is assumed',
  },
];

const SLOW_SOURCE = 'Postman OpenAPI 1.45.0, info, rate limits';

/** Every call passes `general`; whether the calls of a narrower bucket count there too is undocumented and assumed. */
export const ROUTES: readonly RouteRow[] = [
  { methods: 'any', path: '/monitors/**', bucket: 'slow', source: SLOW_SOURCE },
  { methods: ['GET'], path: '/collections', bucket: 'slow', source: SLOW_SOURCE },
  { methods: ['GET'], path: '/workspaces', bucket: 'slow', source: SLOW_SOURCE },
  { methods: ['GET'], path: '/workspaces/*', bucket: 'slow', source: SLOW_SOURCE },
];

/** Names of the buckets that a call on this route passes, from wide to narrow. */
export const bucketsOf: BucketsOf = (route) => {
  const narrow = ROUTES.filter(
    (row) => (row.methods === 'any' || row.methods.includes(route.method)) && matches(route.path, row.path),
  ).map((row) => row.bucket);
  return ['general', ...new Set(narrow)];
};

function matches(path: string, pattern: string): boolean {
  const tokens = path.split('/');
  const wanted = pattern.split('/');
  if (wanted.at(-1) === '**') {
    wanted.pop();
    if (tokens.length < wanted.length) return false;
    tokens.length = wanted.length;
  }
  return tokens.length === wanted.length && wanted.every((token, index) => token === '*' || token === tokens[index]);
}
