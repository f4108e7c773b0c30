// Room: where the values of secrets come from.
import type { Secrets } from '@postform/engine';
import type { Project } from './project.ts';

/**
 * An empty value counts as not available, and loading warns of it: CI systems set a variable to "" for a secret that
 * they do not have, and a real value must not be overwritten with that.
 */
export function secretsFrom(
  project: Pick<Project, 'secrets'>,
  env: Readonly<Record<string, string | undefined>>,
): Secrets {
  return (name) => {
    const listed = Object.hasOwn(project.secrets, name) ? project.secrets[name] : undefined;
    return (listed !== undefined && Object.hasOwn(env, listed.env) && env[listed.env]) || undefined;
  };
}
