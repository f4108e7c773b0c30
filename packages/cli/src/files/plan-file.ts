// Reads and writes plan files. A plan holds no secret but describes a workspace, so only its owner may read the file.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, type Change, decodePlan, encodePlan, type Plan } from '@postform/engine';
import { mapTexts, type Texts } from '../output/clean.ts';
import type { Redactor } from '../output/redactor.ts';
import { MOST_GIVEN_BYTES, readGiven } from './bounded-read.ts';
import { isInside, throughLinks } from './links.ts';
import { writeWhole } from './whole-file.ts';

/** Throws E_CLI_PLAN_FILE where the file cannot be read, and what `decodePlan` throws where it is not a plan. */
export function readPlan(path: string): Plan {
  let text: string;
  try {
    text = readGiven(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const what = isMissing
      ? `The plan file ${path} does not exist.`
      : `The plan file ${path} cannot be read: ${(cause as Error).message}.`;
    throw new AppError('E_CLI_PLAN_FILE', what, {
      hint: 'To save a plan: postform plan -o FILE. An address is a kind and a name, for example environment.orders; postform state list shows them.',
      cause,
    });
  }
  return decodePlan(text, path);
}

/** The real path to save a plan to. Throws E_CLI_LINK_OUT where a link leads out of the project. */
export function planTarget(root: string, path: string): string {
  return isInside(root, path) ? throughLinks(root, path) : path;
}

/**
 * Call it before any call is spent. Throws E_CLI_PLAN_FILE where a plan cannot be saved, or would replace a file that is not
 * a plan.
 */
export function checkPlanPlace(path: string): void {
  const problem = problemWith(path);
  if (problem === undefined) return;
  throw new AppError('E_CLI_PLAN_FILE', `The plan cannot be saved as ${path}: ${problem}. Nothing was sent.`, {
    hint: 'Choose another file: postform plan -o FILE',
  });
}

function problemWith(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return existsSync(dirname(path)) ? undefined : `the folder ${dirname(path)} does not exist`;
  if (found.isDirectory()) return 'it is a folder';
  return found.isFile() && found.size > 0 && !isPlanFile(path) ? 'the file exists and is not a plan' : undefined;
}

/** Checks the first bytes, so that plans of other versions of Postform count. */
function isPlanFile(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4096);
    return head.toString('utf8', 0, readSync(file, head)).includes('"is":"postform plan"');
  } finally {
    closeSync(file);
  }
}

/** Redacts what a plan shows; writes what it does and depends on unchanged. */
export function writePlan(path: string, plan: Plan, { redact }: Redactor): void {
  try {
    const text = encodePlan(asShown(plan, redact));
    const bytes = Buffer.byteLength(text);
    if (bytes > MOST_GIVEN_BYTES)
      throw new Error(`it would have ${bytes} bytes, but at most ${MOST_GIVEN_BYTES} are read`);
    writeWhole(path, text, 0o600);
  } catch (cause) {
    throw new AppError('E_CLI_PLAN_FILE', `The plan file ${path} cannot be written: ${(cause as Error).message}.`, {
      hint: 'Choose another file: postform plan -o FILE',
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
