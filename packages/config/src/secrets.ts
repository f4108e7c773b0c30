// Room: where the values of secrets come from.
import type { Secrets } from '@postform/engine';
import type { Project } from './project.ts';

/** An empty value counts as not available: CI systems hand empty texts to pull requests from forks. */
export function secretsFrom(
  project: Pick<Project, 'secrets'>,
  env: Readonly<Record<string, string | undefined>>,
): Secrets {
  return (name) => {
    const listed = Object.hasOwn(project.secrets, name) ? project.secrets[name] : undefined;
    return (listed && env[listed.env]) || undefined;
  };
}
