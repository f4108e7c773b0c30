// Warns of environment variables that are set but empty: they count as not set.
import type { Project } from '@postform/config';
import type { Emit } from '@postform/engine';
import { baseUrlOf } from '../options/base-url.ts';
import type { Terminal } from '../output/terminal.ts';

/** What is used instead, by variable. Empty proxies and folders mean none in every tool, so there is no warning for them. */
const insteadOf = (project: Pick<Project, 'region'>): Readonly<Record<string, string>> => ({
  POSTMAN_API_BASE_URL: `${baseUrlOf({}, project)} is used`,
  POSTFORM_FINGERPRINT_KEY: 'the key in the state is used',
  POSTFORM_BUDGET_STORE: 'budget.store of the project is used',
});

/** One warning each: CI systems set the variable of an unknown secret to "". */
export function warnOfEmptySettings(env: Terminal['env'], project: Pick<Project, 'region'>, emit: Emit): void {
  for (const [name, instead] of Object.entries(insteadOf(project)))
    if (env[name] === '')
      emit({
        type: 'warning',
        text: `The environment variable ${name} is set but empty, which counts as not set: ${instead}.`,
      });
}
