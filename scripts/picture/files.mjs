// What README shows of the demo, as files: a picture, and the plan as text between two marks of the page.
import { withTable } from '../generate/tables.mjs';
import { excerptOf, planOf } from './excerpt.mjs';
import { svgOf } from './svg.mjs';

export const PICTURE = 'docs/images/plan.svg';
export const PAGE = 'README.md';
const TITLE =
  'A terminal: postform drift names two objects that were changed by hand; postform plan shows what would be written, why, and what it costs.';

/** By path, from the output of the demo with colours and the page as it is. */
export function picturesOf(output, page) {
  const excerpt = excerptOf(output);
  return {
    [PICTURE]: svgOf(excerpt, TITLE),
    [PAGE]: withTable(page, 'plan', ['', '```text', ...planOf(excerpt).split('\n'), '```', ''], 'npm run picture'),
  };
}
