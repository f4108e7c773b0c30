// Bodies that are not sent: a value in them is not known, or they are too large.

import { knownness } from '../model/deferred-value.ts';
import { AppError } from '../model/errors.ts';
import { eachDeferredValue, type JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Step } from '../model/plan.ts';

export function refuseUnknown(step: Step, body: JsonObject): void {
  if (knownness(body) === 'known') return;
  let what = '';
  eachDeferredValue(body, (late) => {
    if (late.$late === 'missing') what = `secret ${late.name} is not set here`;
    else if (late.$late === 'unknown' && what === '') what = `${late.of} is not known`;
  });
  throw new AppError('E_APPLY_VALUE', `${step.address} cannot be written: ${what}.`, {
    hint: 'Set the environment variable that secrets: names for it, then run apply again. postform validate lists them.',
  });
}

export function refuseTooLarge(kind: Kind, step: Step, body: JsonObject): void {
  if (kind.maxBodyBytes === undefined) return;
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes <= kind.maxBodyBytes) return;
  throw new AppError(
    'E_APPLY_TOO_LARGE',
    `${step.address} is ${bytes} bytes; the API takes at most ${kind.maxBodyBytes}. No call was spent.`,
    {
      hint: `Split the ${kind.label} into smaller ones.`,
    },
  );
}
