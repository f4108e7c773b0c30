// Knows the environment variables that no desired file may read as text: their values must not be shown or uploaded in clear.
import { VARIABLE_PREFIX } from './given-variables.ts';
import { DEFAULT_API_KEY_ENV, type WrittenProject } from './project.ts';

/** Why a variable is reserved, as the end of a sentence that begins with its name, and what to write in its place. */
export interface ReservedVariable {
  readonly why: string;
  readonly instead?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Shorter values are too common to be distinguished from a coincidence. */
const SHORTEST_SECRET = 8;

/**
 * The variables behind `apiKey` and `secrets` of any stack, POSTMAN_API_KEY, POSTFORM_* but POSTFORM_VAR_*, and every variable that
 * holds the same value as one of those keys or secrets. Names are compared without regard to capitals, as Windows does.
 */
export function reservedVariables(written: WrittenProject, env: Env): (name: string) => ReservedVariable | undefined {
  const settings = [written, ...Object.values(written.stacks ?? {})];
  const keys = new Set([DEFAULT_API_KEY_ENV, ...settings.flatMap(({ apiKey }) => apiKey?.env ?? [])].map(upper));
  const secrets = new Map(
    settings.flatMap((one) =>
      Object.entries(one.secrets ?? {}).map(([name, from]) => [upper(from.env), name] as const),
    ),
  );
  const values = new Map(Object.entries(env).map(([name, value]) => [upper(name), value]));
  const byName = (name: string): ReservedVariable | undefined => {
    if (keys.has(name)) return { why: 'holds the API key' };
    const secret = secrets.get(name);
    if (secret !== undefined)
      return { why: `holds the secret ${secret}`, instead: `write the whole value as { secret: ${secret} }` };
    return name.startsWith('POSTFORM_') && !name.startsWith(VARIABLE_PREFIX)
      ? { why: 'is a setting of Postform itself', instead: 'choose another name for a value of the desired files' }
      : undefined;
  };
  return (name) => {
    const own = byName(upper(name));
    const value = values.get(upper(name)) ?? '';
    if (own !== undefined || value.length < SHORTEST_SECRET) return own;
    const twin = [...keys, ...secrets.keys()].find((other) => values.get(other) === value);
    const about = twin === undefined ? undefined : byName(twin);
    return about && { ...about, why: `has the same value as ${twin}, which ${about.why}` };
  };
}

const upper = (name: string) => name.toUpperCase();
