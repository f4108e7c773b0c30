// The table of per-time limits and of the routes that they apply to, each number with its source.
import type { BucketsOf, Route } from '@postform/engine';

/** One per-time limit of the Postman API, per user: `limit` calls in any `windowMs`, until a header reports another. */
export interface BucketRow {
  readonly name: string;
  /** For people: `the general window`. */
  readonly label: string;
  readonly limit: number;
  readonly windowMs: number;
  /** The highest limit that Postman documents for it: a header that reports more comes from another kind of server. */
  readonly documented: number;
  readonly source: string;
}

/** The bucket of a route besides `general`. `*` matches one path segment, `**` any number of them. */
interface RouteRow {
  readonly methods: readonly Route['method'][] | 'any';
  readonly path: string;
  readonly bucket: string;
  readonly source: string;
}

/** From wide to narrow: headers that fit no bucket of a call are attributed to its narrowest one. */
export const BUCKETS: readonly BucketRow[] = [
  {
    name: 'general',
    label: 'the general window',
    limit: 60,
    windowMs: 60_000,
    documented: 300,
    source: 'Postman API documentation of 2022: 60 per minute; OpenAPI 1.45.0 says 300, used once a header reports it',
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

/** `general` applies to every call. That the calls of a narrower bucket count there too is undocumented and assumed. */
export const ROUTES: readonly RouteRow[] = [
  { methods: 'any', path: '/monitors/**', bucket: 'slow', source: SLOW_SOURCE },
  { methods: ['GET'], path: '/collections', bucket: 'slow', source: SLOW_SOURCE },
  { methods: ['GET'], path: '/workspaces', bucket: 'slow', source: SLOW_SOURCE },
  { methods: ['GET'], path: '/workspaces/*', bucket: 'slow', source: SLOW_SOURCE },
];

/** Routes are a few constants of the program, and every attempt asks. */
const known = new WeakMap<Route, readonly string[]>();

/** The names of a route's buckets, from wide to narrow. */
export const bucketsOf: BucketsOf = (route) => {
  const names = known.get(route) ?? findBuckets(route);
  known.set(route, names);
  return names;
};

function findBuckets(route: Route): readonly string[] {
  const narrow = ROUTES.filter(
    (row) => (row.methods === 'any' || row.methods.includes(route.method)) && matches(route.path, row.path),
  ).map((row) => row.bucket);
  return ['general', ...new Set(narrow)];
}

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
