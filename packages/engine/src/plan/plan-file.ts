// Plan files. A plan as bytes: the same plan gives the same bytes, and no byte of a secret.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../model/canonical.ts';
import { AppError } from '../model/errors.ts';
import { isObject, type Json } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';

const MARK = 'postform plan';

/** One JSON document, keys sorted, ending in a newline; `check` ties what was shown to what will be done. */
export function encodePlan(plan: Plan): string {
  return `${canonicalJson({ is: MARK, check: planDigest(plan), plan: plan as unknown as Json })}\n`;
}

/** Throws E_PLAN_FILE for anything that is not a plan of this version, as it was written. */
export function decodePlan(text: string, file = 'This'): Plan {
  const notAPlan = (why: string, cause?: unknown) => planError(file, why, cause);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw notAPlan('it is not JSON', cause);
  }
  if (isDeeper(parsed, MOST_LEVELS)) throw notAPlan(`it is nested more than ${MOST_LEVELS} levels deep`);
  if (!isObject(parsed) || parsed['is'] !== MARK || !isObject(parsed['plan']))
    throw notAPlan('it was not written by postform plan -o');
  const plan = parsed['plan'] as unknown as Plan;
  if (plan.format !== 2) throw notAPlan(`its format is ${String(plan.format)}, this version reads format 2`);
  if (parsed['check'] !== planDigest(plan)) throw notAPlan('it was changed after it was written');
  return plan;
}

/** Deeper than any plan; what follows here calls itself for each level. */
const MOST_LEVELS = 500;

/** Without calling itself: the value may be nested as deep as a file is long. */
function isDeeper(value: unknown, levels: number): boolean {
  let layer: unknown[] = [value];
  for (let level = 0; layer.length > 0; level++) {
    if (level > levels) return true;
    layer = layer.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

/** Identifies a plan, so that an interrupted apply of the same file resumes. */
export function planDigest(plan: Plan): string {
  return createHash('sha256')
    .update(canonicalJson(plan as unknown as Json))
    .digest('base64url')
    .slice(0, 22);
}

function planError(file: string, why: string, cause: unknown): AppError {
  return new AppError('E_PLAN_FILE', `${file} is not a plan file: ${why}.`, {
    hint: 'Make one: postform plan -o FILE',
    category: 'usage',
    ...(cause === undefined ? {} : { cause }),
  });
}
