// The scenario room: what the crew meets, and what must hold in the end.
import { fixedWindow, slidingLog } from '../limiter/server.mjs';

const window = { limit: 100, windowMs: 5_000 };
const crowd = { processes: 8, concurrency: 6 };
const inFlight = crowd.processes * crowd.concurrency;
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Nothing goes wrong: nearly all of the limit is used, nothing is refused, nobody starves. */
const fine = { ...crowd, windows: 6, mayBeRefused: 0, share: 0.95, fair: 0.5 };
/** Something does: refused are at most the calls then under way, and it goes on. */
const trouble = { ...crowd, ...window, kind: fixedWindow, windows: 6, mayBeRefused: inFlight };

const limits = [
  { what: '100 per 20 s, fixed', limit: 100, windowMs: 20_000, kind: fixedWindow, windows: 3 },
  { what: '300 a minute, sliding', limit: 300, windowMs: 60_000, kind: slidingLog, windows: 2 },
  // A window that short is lost in the turns of the system's scheduler: measured, and only far too little is a miss.
  { what: '60 per second, fixed', limit: 60, windowMs: 1_000, kind: fixedWindow, windows: 15, share: 0.5 },
];

export const scenarios = [
  ...limits.map((row) => ({ id: 'files', store: 'files', ...fine, ...row })),
  ...limits.map((row) => ({ id: 'redis', store: 'redis', ...fine, ...row })),
  ...limits.map((row) => ({ id: 'rival', store: 'redis', limiter: 'flexible', ...fine, ...row })),
  {
    id: 'redis',
    what: 'absent at the start',
    store: 'redis',
    ...trouble,
    before: ({ redis }) => redis.stop(),
    warns: true,
  },
  {
    id: 'redis',
    what: 'gone after 8 s, back empty after 6 more',
    store: 'redis',
    ...trouble,
    during: async ({ redis }) => {
      await later(8_000);
      await redis.stop();
      await later(6_000);
      await redis.start();
    },
    warns: true,
  },
  {
    id: 'redis',
    what: 'silent for 6 s',
    store: 'redis',
    ...trouble,
    during: async ({ redis }) => {
      await later(8_000);
      redis.sleep();
      await later(6_000);
      redis.wake();
    },
    warns: true,
  },
  ...['files', 'redis'].flatMap((store) => [
    {
      id: store,
      what: 'one killed with -9 after 7 s',
      store,
      ...trouble,
      mayBeRefused: crowd.concurrency,
      during: async ({ crew }) => {
        await later(7_000);
        crew[0].signal('SIGKILL');
      },
    },
    {
      id: store,
      what: 'one suspended for two windows',
      store,
      ...trouble,
      mayBeRefused: crowd.concurrency,
      during: async ({ crew }) => {
        await later(7_000);
        crew[0].signal('SIGSTOP');
        await later(2 * window.windowMs);
        crew[0].signal('SIGCONT');
      },
    },
  ]),
];
