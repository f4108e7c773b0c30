// A private certificate authority: trusted where NODE_EXTRA_CA_CERTS names it, else an error that names the variable.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { selfSigned } from '../../packages/client/src/testing/self-signed.ts';
import { useCliHarness } from '../harness/cli-harness.ts';
import { runCommand } from '../harness/command.ts';

const cli = useCliHarness();

it('is trusted by the calls of a run', async () => {
  cli.open('01-one-environment');
  const pair = selfSigned();
  const server = createServer(pair, (from, to) => {
    const { method, headers, url } = from;
    const passed = request(`${cli.emulator.url}${url}`, { method, headers }, (reply) => {
      to.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(to);
    });
    from.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const folder = mkdtempSync(join(tmpdir(), 'postform-ca-'));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, pair.cert);
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const plan = (env: Record<string, string>) =>
    runCommand(['plan'], { cwd: cli.project.dir, env: { ...cli.env(), POSTMAN_API_BASE_URL: url, ...env } });

  const [untrusted, trusted] = await Promise.all([plan({}), plan({ NODE_EXTRA_CA_CERTS: file })]);
  expect(untrusted).toMatchObject({ exit: 1, err: expect.stringContaining('E_CLIENT_CERTIFICATE') });
  expect(untrusted.err).toContain('NODE_EXTRA_CA_CERTS');
  expect(trusted).toMatchObject({ exit: 0, out: expect.stringContaining('Plan: 1 to add') });

  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
