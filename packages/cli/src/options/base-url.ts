// Chooses the server: POSTMAN_API_BASE_URL, else that of the project's region.
import type { Project } from '@postform/config';
import type { Emit } from '@postform/engine';
import type { Terminal } from '../output/terminal.ts';

/** Postman OpenAPI 1.45.0, servers: teams with their data in the EU have a host of their own. */
const SERVERS = { us: 'https://api.getpostman.com', eu: 'https://api.eu.postman.com' } as const;

/** The same server by its other name. */
const US_ALIAS = 'https://api.postman.com';

type Env = Terminal['env'];
type Placed = Pick<Project, 'region'>;

/** The variable wins; set to "", it counts as not set. */
export function baseUrlOf(env: Env, { region = 'us' }: Placed): string {
  return env['POSTMAN_API_BASE_URL'] || SERVERS[region];
}

/** Warns where the variable names Postman's server of another region than the project does. */
export function warnOfOtherRegion(env: Env, { region }: Placed, emit: Emit): void {
  const text = env['POSTMAN_API_BASE_URL'] ?? '';
  if (region === undefined || !URL.canParse(text)) return;
  const { origin } = new URL(text);
  const named = origin === SERVERS.eu ? 'eu' : origin === SERVERS.us || origin === US_ALIAS ? 'us' : region;
  if (named === region) return;
  emit({
    type: 'warning',
    text: `POSTMAN_API_BASE_URL is ${origin}, but the project has region: ${region} (${SERVERS[region]}). The variable wins; unset it to use the region.`,
  });
}
