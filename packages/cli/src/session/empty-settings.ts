// Settings of the environment that are set and empty: they count as not set, and a run says so.
import type { Emit } from '@postform/engine';
import type { Terminal } from '../output/terminal.ts';

/** What holds instead, by the name of the variable. Empty proxies and folders mean none to every tool, and are not told. */
const INSTEAD: Readonly<Record<string, string>> = {
  POSTMAN_API_BASE_URL: 'https://api.getpostman.com is used',
  POSTFORM_FINGERPRINT_KEY: 'the key that the state keeps is used',
  POSTFORM_BUDGET_STORE: 'budget.store of the project file holds',
};

/** One warning each; CI systems set a variable to "" for a secret that they do not have. */
export function warnOfEmptySettings(env: Terminal['env'], emit: Emit): void {
  for (const [name, instead] of Object.entries(INSTEAD))
    if (env[name] === '')
      emit({
        type: 'warning',
        text: `The environment variable ${name} is set and empty, which counts as not set: ${instead}.`,
      });
}
