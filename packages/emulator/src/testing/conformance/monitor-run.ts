// The monitor run topic: runs against a target of this machine, and what a monitor tells of its last one.
import { request } from '../harness.ts';
import { target } from '../monitored.ts';
import { type Made, made } from './monitor-made.ts';
import { played, type Scenario, type Stage } from './scenario.ts';

/** A monitor that asks a target of its own, which takes `tookMs` to answer. */
async function watching(stage: Stage, tookMs = 0): Promise<Made> {
  const { url } = await target((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 4, Server: 'target' });
    setTimeout(() => response.end('fine'), tookMs);
  });
  const post = request('Sample POST Request', {
    request: {
      method: 'POST',
      url: `${url}/post`,
      header: [{ key: 'Content-Type', value: 'application/json' }],
      body: { mode: 'raw', raw: '{}' },
    },
  });
  const distribution = [{ region: 'us-east' }];
  const emails = [{ email: 'taylor.lee@example.com' }];
  const notifications = { onError: emails, onFailure: emails };
  return made(stage, [post], {
    distribution,
    notifications,
    options: { requestTimeout: 4_000, requestDelay: 1, strictSSL: true, followRedirects: true },
  });
}

const run = async (stage: Stage, { id }: Made, query = {}) =>
  stage.ask('runMonitor', { params: { monitorId: id }, query });

export const monitorRunScenarios: readonly Scenario[] = [
  played('runMonitor', [200, 'Successful Response'], async (stage) => run(stage, await watching(stage))),
  played('runMonitor', [200, 'Run With async Parameter'], async (stage) =>
    run(stage, await watching(stage), { async: true }),
  ),
  {
    ...played('runMonitor', [202, 'Run Exceeds 300s'], async (stage) => run(stage, await watching(stage, 500))),
    options: { switches: { monitorRunAnswerMs: 20 } },
  },
  played('getMonitor', [200, 'Successful Response'], async (stage) => {
    const monitor = await watching(stage);
    await run(stage, monitor);
    return stage.ask('getMonitor', { params: { monitorId: monitor.id } });
  }),
];
