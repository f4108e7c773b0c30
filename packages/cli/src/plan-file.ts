// Room: plan files, read and written. A plan holds no secret, but it says a lot about a workspace: only its owner may read it.
import { readFileSync, writeFileSync } from 'node:fs';
import { AppError, decodePlan, encodePlan, type Plan } from '@postform/engine';

/** Throws E_CLI_PLAN_FILE where there is no such file, and what `decodePlan` throws for another file than a plan. */
export function readPlan(path: string): Plan {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('E_CLI_PLAN_FILE', `The plan file ${path} cannot be read: ${(cause as Error).message}.`, {
      hint: 'Make one: postform plan -o FILE. An address is a kind and a name, such as environment.orders; postform state list shows all.',
      cause,
    });
  }
  return decodePlan(text);
}

export function writePlan(path: string, plan: Plan): void {
  try {
    writeFileSync(path, encodePlan(plan), { mode: 0o600 });
  } catch (cause) {
    throw new AppError('E_CLI_PLAN_FILE', `The plan file ${path} cannot be written: ${(cause as Error).message}.`, {
      hint: 'Name another file: postform plan -o FILE',
      cause,
    });
  }
}
