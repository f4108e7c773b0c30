// The rows of the bench by name, and the table that they make.
import { measureClientCost } from '../client-cost.mjs';
import { manyRows, oneRows } from './collections.mjs';
import { differenceRows } from './difference.mjs';
import { installRows } from './install.mjs';
import { limiterRows, sharingRows } from './pacing.mjs';
import { sevenRows, startRows } from './start.mjs';
import { createRows, tenThousandRows, thousandRows } from './workspaces.mjs';

/** Each gives lines of the table. Rows that need the same measure share it. */
export const rows = {
  start: startRows,
  seven: sevenRows,
  thousand: thousandRows,
  'ten-thousand': tenThousandRows,
  creates: createRows,
  many: manyRows,
  one: oneRows,
  difference: differenceRows,
  client: async () => [await measureClientCost()],
  limiter: limiterRows,
  sharing: sharingRows,
  install: installRows,
};

const WORDS = { true: 'met', false: 'short', undefined: 'not measured' };

export const heading = ['| work | target | measured | |', '|---|---|---|---|'];

export function tableLine({ work, target, measured, isMet }) {
  return `| ${work} | ${target} | ${measured} | ${WORDS[isMet]} |`;
}
