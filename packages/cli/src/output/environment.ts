// Learns keys and passwords from the environment, before any file is read. Loads no package.
import type { Redactor } from './redactor.ts';

export type Env = Readonly<Record<string, string | undefined>>;

const KEYS = ['POSTMAN_API_KEY', 'POSTFORM_FINGERPRINT_KEY'] as const;
const URLS = ['POSTMAN_API_BASE_URL', 'POSTFORM_BUDGET_STORE', 'HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'] as const;

export function learnEnvironment({ learn }: Redactor, env: Env): void {
  learn(KEYS.map((name) => env[name]));
  learn(URLS.flatMap((name) => [...passwordIn(env[name]), ...passwordIn(env[name.toLowerCase()])]));
}

/** The password of a URL, or of what was meant as one, as it stands and decoded; nothing where there is none. */
export function passwordIn(url: string | undefined): readonly string[] {
  const text = url ?? '';
  const written = (/^[a-z][a-z0-9+.-]*:\/\/[^/?#@:]*:([^/?#]*)@/i.exec(text) ?? /:([^:@\s]+)@[^@]*$/.exec(text))?.[1];
  if (written === undefined || written === '') return [];
  try {
    return [written, decodeURIComponent(written)];
  } catch {
    return [written];
  }
}
