// Builds the client's settings from the project, the options and the environment: key, base URL, proxy and spending limits.
import type { ClientOptions, MonthlyReserve } from '@postform/client';
import type { Project } from '@postform/config';
import { AppError } from '@postform/engine';
import type { Terminal } from '../output/terminal.ts';
import { baseUrlOf } from './base-url.ts';
import type { Options } from './options.ts';

/** Options that limit what a run may spend. */
export type SpendingOptions = Pick<Options, 'wait' | 'maxCalls' | 'maxDurationMs'>;

export type ClientSettings = Omit<ClientOptions, 'clock' | 'random' | 'concurrency' | 'onEvent'>;

/** Without `--wait`: ten seconds, the length of the slow window, and one more for clocks that disagree. */
const SHORT_WAIT_MS = 11_000;
/** With `--wait`: longer than any rate limit. A server that asks for more is not waited for. */
const LONG_WAIT_MS = 3_600_000;

/** Throws E_CLI_NO_API_KEY. */
export function clientSettings(terminal: Terminal, project: Project, options: SpendingOptions): ClientSettings {
  const maxCallsPerRun = lower(options.maxCalls, project.budget.maxCallsPerRun);
  const maxDurationMs = lower(options.maxDurationMs, project.budget.maxDurationMs);
  return {
    apiKey: apiKeyOf(terminal, project),
    monthlyReserve: reserveOf(project),
    ...(maxCallsPerRun === undefined ? {} : { maxCallsPerRun }),
    ...(maxDurationMs === undefined ? {} : { maxDurationMs }),
    maxWaitMs: maxWaitOf(project, options),
    baseUrl: baseUrlOf(terminal.env, project),
    proxy: proxyOf(terminal.env),
  };
}

/** The longest single wait of a run. */
export function maxWaitOf(project: Project, { wait }: Pick<SpendingOptions, 'wait'>): number {
  return wait || project.budget.wait ? LONG_WAIT_MS : SHORT_WAIT_MS;
}

function lower(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function apiKeyOf(terminal: Terminal, project: Project): string {
  const variable = project.apiKey.env;
  const key = terminal.env[variable];
  if (key !== undefined && key !== '') return key;
  const what = key === '' ? 'is set and empty' : 'is not set';
  const ci = 'CI systems set the variable of an unknown secret to "": check the name of the secret there. ';
  throw new AppError('E_CLI_NO_API_KEY', `No API key: the environment variable ${variable} ${what}.`, {
    hint: `${key === '' ? ci : ''}Create a key in Postman (Settings, API keys), then run: export ${variable}=…`,
    category: 'not-allowed',
  });
}

function reserveOf(project: Project): MonthlyReserve {
  const reserve = project.budget.monthlyReserve ?? { count: 0 };
  return 'count' in reserve ? reserve.count : `${reserve.percent}%`;
}

function proxyOf(env: Terminal['env']) {
  const pick = (name: string) => env[name] || env[name.toLowerCase()];
  const https = pick('HTTPS_PROXY');
  const http = pick('HTTP_PROXY');
  const none = pick('NO_PROXY');
  return { ...(https ? { https } : {}), ...(http ? { http } : {}), ...(none ? { no: none } : {}) };
}
