// Says where the values of secrets come from.
import { isObject, type Json, type Secrets } from '@postform/engine';
import type { Project } from './project.ts';

/**
 * An empty value counts as unavailable, and loading warns of it: CI systems set a variable to "" for a secret that
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

/** Where a project file, valid or not, says that secrets are: names of environment variables, and URLs of stores. */
export interface SecretPlaces {
  readonly variables: readonly string[];
  readonly urls: readonly string[];
}

/** Of all stacks, because a message may name any of them. */
export function secretPlaces(written: Json): SecretPlaces {
  const stacks = isObject(written) && isObject(written['stacks']) ? Object.values(written['stacks']) : [];
  const settings = [written, ...stacks].filter(isObject);
  const named = settings.flatMap(({ apiKey, secrets }) => [
    apiKey,
    ...(isObject(secrets) ? Object.values(secrets) : []),
  ]);
  const variables = named.flatMap((one) => (isObject(one) && typeof one['env'] === 'string' ? [one['env']] : []));
  const urls = settings.flatMap(({ budget }) =>
    isObject(budget) && typeof budget['store'] === 'string' ? [budget['store']] : [],
  );
  return { variables: [...new Set(variables)], urls };
}
