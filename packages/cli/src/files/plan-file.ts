// Room: plan files, read and written. A plan holds no secret, but it says a lot about a workspace: only its owner may read it.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, type Change, decodePlan, encodePlan, type Plan } from '@postform/engine';
import { mapTexts, type Texts } from '../output/clean.ts';
import type { Redactor } from '../output/redactor.ts';
import { MOST_GIVEN_BYTES, readGiven } from './bounded-read.ts';
import { isInside, throughLinks } from './links.ts';
import { writeWhole } from './whole-file.ts';

/** Throws E_CLI_PLAN_FILE where there is no such file, and what `decodePlan` throws for another file than a plan. */
export function readPlan(path: string): Plan {
  let text: string;
  try {
    text = readGiven(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const what = isMissing
      ? `There is no plan file ${path}.`
      : `The plan file ${path} cannot be read: ${(cause as Error).message}.`;
    throw new AppError('E_CLI_PLAN_FILE', what, {
      hint: 'Make one: postform plan -o FILE. An address is a kind and a name, such as environment.orders; postform state list shows all.',
      cause,
    });
  }
  return decodePlan(text);
}

/** Where a plan is saved: a link in the project stays one. Throws E_CLI_LINK_OUT where it leads out of the project. */
export function planTarget(root: string, path: string): string {
  return isInside(root, path) ? throughLinks(root, path) : path;
}

/**
 * Asked before anything is paid for. Throws E_CLI_PLAN_FILE where a plan cannot be saved, or would take the place of
 * something else.
 */
export function checkPlanPlace(path: string): void {
  const problem = problemWith(path);
  if (problem === undefined) return;
  throw new AppError('E_CLI_PLAN_FILE', `The plan cannot be saved as ${path}: ${problem}. Nothing was sent.`, {
    hint: 'Name another file: postform plan -o FILE',
  });
}

function problemWith(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    return existsSync(dirname(path)) ? undefined : `there is no folder ${dirname(path)} to put it into`;
  if (found.isDirectory()) return 'it is a folder';
  return found.isFile() && found.size > 0 && !isPlanFile(path) ? 'it is a file that holds no plan' : undefined;
}

/** By its head, so that a plan of another version of Postform is one, too. */
function isPlanFile(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4096);
    return head.toString('utf8', 0, readSync(file, head)).includes('"is":"postform plan"');
  } finally {
    closeSync(file);
  }
}

/** What a plan shows is written as it may be shown; what it relies on and does is written as it is. */
export function writePlan(path: string, plan: Plan, { redact }: Redactor): void {
  try {
    const text = encodePlan(asShown(plan, redact));
    const bytes = Buffer.byteLength(text);
    if (bytes > MOST_GIVEN_BYTES)
      throw new Error(`it would have ${bytes} bytes, and at most ${MOST_GIVEN_BYTES} are read`);
    writeWhole(path, text, 0o600);
  } catch (cause) {
    throw new AppError('E_CLI_PLAN_FILE', `The plan file ${path} cannot be written: ${(cause as Error).message}.`, {
      hint: 'Name another file: postform plan -o FILE',
      cause,
    });
  }
}

function asShown(plan: Plan, redact: Texts): Plan {
  const { changes, unmanaged, refused } = plan;
  return {
    ...plan,
    changes: changes.map((change) => ({ ...change, ...mapTexts(wordsOf(change), redact) })),
    unmanaged: unmanaged.map((object) => ({ ...object, name: redact(object.name) })),
    ...mapTexts({ refused }, redact),
  };
}

function wordsOf({ name, lines, remoteLines, notes, blocked }: Change) {
  return { name, lines, remoteLines, notes, ...(blocked === undefined ? {} : { blocked }) };
}
