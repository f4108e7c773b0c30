// Warns of environment variables that are set and empty where a value is needed.
import type { Diagnostic } from '@postform/engine';
import { type Document, keyPlaceAt } from '../yaml/document.ts';
import type { WrittenProject } from './project.ts';

/** CI systems set a variable to "" for a secret that they do not know. */
const REASON = 'CI systems set a variable to "" for a secret that they do not have';

/**
 * One warning for each secret that the resources use and whose variable is set and empty. Such a secret counts as not
 * available, so that nothing overwrites a real value with "".
 */
export function warnOfEmptySecrets(
  document: Document,
  stack: string,
  used: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  out: Diagnostic[],
): void {
  const written = document.value as unknown as WrittenProject;
  const sections = [
    { at: `/stacks/${stack}/secrets`, secrets: own(written.stacks, stack)?.secrets },
    { at: '/secrets', secrets: written.secrets },
  ];
  for (const name of used) {
    const section = sections.find(({ secrets }) => own(secrets, name) !== undefined);
    const variable = own(section?.secrets, name)?.env;
    if (section === undefined || variable === undefined || own(env, variable) !== '') continue;
    out.push({
      severity: 'warning',
      code: 'D_SECRET_EMPTY',
      message: `the environment variable ${variable} is set but empty, so the secret ${name} counts as unavailable`,
      hint: `set ${variable} to the value (${REASON}); for a variable without a value write { type: secret, value: "" } in the desired file`,
      place: keyPlaceAt(document, `${section.at}/${name}`),
    });
  }
}

function own<Value>(map: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
