// Variables as people give them: by file, by environment, by option.
import { expect, it } from 'vitest';
import { makeInProcessCli } from '../../../../tests/harness/in-process-cli.ts';

it('a file and the environment set variables, and a hint repeats the file', async () => {
  const cli = await makeInProcessCli();
  cli.write({
    'postform.yaml': `postform: 1\nworkspace: ${cli.emulator.workspace}\ndesired: [d.yaml]\nvars: { host: a, port: 1 }\n`,
    'd.yaml': `environments: { e: { name: E, values: { url: "\${var.host}:\${var.port}" } } }\n`,
    'prod.yaml': 'host: from-file\n',
  });
  cli.env['POSTFORM_VAR_host'] = 'from-environment';
  cli.env['POSTFORM_VAR_port'] = '8080';
  expect((await cli.run(['plan'])).out).toContain('from-environment:8080');
  const planned = await cli.run(['plan', '--var-file', 'prod.yaml', '-o', 'plan.json']);
  expect(planned.out).toContain('from-file:8080');
  expect(planned.err).toContain('postform --var-file prod.yaml apply plan.json');
  const broken = await cli.run(['validate', '--var-file', 'd.yaml']);
  expect(broken).toMatchObject({ exit: 1, err: expect.stringContaining('d.yaml:1:15') });
  await cli.close();
});
