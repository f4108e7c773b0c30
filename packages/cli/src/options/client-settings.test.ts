// Settings of the client, from the command line and from the project.
import type { Project } from '@postform/config';
import { describe, expect, it } from 'vitest';
import type { Terminal } from '../output/terminal.ts';
import { warnOfEmptySettings } from '../session/empty-settings.ts';
import { clientSettings, type SpendingOptions } from './client-settings.ts';

const terminal = { env: { POSTMAN_API_KEY: 'made-up' } } as unknown as Terminal;
const settings = (bounds: Partial<SpendingOptions>, budget: Project['budget'] = {}) =>
  clientSettings(terminal, { apiKey: { env: 'POSTMAN_API_KEY' }, budget } as Project, { wait: false, ...bounds });

describe('what a run may spend', () => {
  it('is the lower of what the command line and the project say', () => {
    const budget = { maxCallsPerRun: 10, maxDurationMs: 5_000 };
    expect(settings({ maxCalls: 20, maxDurationMs: 1_000 }, budget)).toMatchObject({
      maxCallsPerRun: 10,
      maxDurationMs: 1_000,
    });
    expect(settings({ maxCalls: 3 }, budget)).toMatchObject({ maxCallsPerRun: 3, maxDurationMs: 5_000 });
    expect(settings({ maxCalls: 3 })).toMatchObject({ maxCallsPerRun: 3 });
    expect(settings({})).not.toHaveProperty('maxCallsPerRun');
    expect(settings({})).not.toHaveProperty('maxDurationMs');
  });

  it('is waited for where either of them says so, else for the length of the slow window', () => {
    expect(settings({}).maxWaitMs).toBe(11_000);
    expect(settings({ wait: true }).maxWaitMs).toBe(3_600_000);
    expect(settings({}, { wait: true }).maxWaitMs).toBe(3_600_000);
  });
});

describe('an API key that is not there', () => {
  it.each([
    [{}, 'is not set'],
    [{ POSTMAN_API_KEY: '' }, 'is set and empty'],
  ])('is told: with %o it %s', (env, what) => {
    const project = { apiKey: { env: 'POSTMAN_API_KEY' }, budget: {} } as Project;
    const ask = () => clientSettings({ env } as unknown as Terminal, project, { wait: false });
    expect(ask).toThrow(`the environment variable POSTMAN_API_KEY ${what}.`);
  });
});

describe('settings of the environment that are set and empty', () => {
  it('count as not set, and each is told', () => {
    const told: string[] = [];
    const names = ['POSTMAN_API_BASE_URL', 'POSTFORM_FINGERPRINT_KEY', 'POSTFORM_BUDGET_STORE'];
    const env = Object.fromEntries([...names, 'HTTPS_PROXY'].map((name) => [name, '']));
    warnOfEmptySettings(env, {}, (event) => told.push(event.type === 'warning' ? event.text : event.type));
    expect(told.map((text) => names.find((name) => text.includes(`${name} is set but empty`)))).toEqual(names);
    warnOfEmptySettings({}, {}, () => told.push('more'));
    expect(told).toHaveLength(3);
  });
});
