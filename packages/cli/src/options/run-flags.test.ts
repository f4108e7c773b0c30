// Commands in hints repeat the flags of the run.
import { expect, it } from 'vitest';
import { commands } from '../command-table.ts';
import { firstWords, runFlagsOf } from './run-flags.ts';

const none = { var: {}, varFile: [] };

it('repeats folder, stack and variables, quoted for a shell', () => {
  const addFlags = runFlagsOf({
    dir: 'my project',
    stack: 'staging',
    varFile: ['prod.yaml'],
    var: { host: "it's", port: '80' },
  });
  expect(addFlags('Run postform apply plan.json, or `postform state mv a b`.')).toBe(
    "Run postform -C 'my project' --stack staging --var-file prod.yaml --var 'host=it'\\''s' --var port=80 apply plan.json, " +
      "or `postform -C 'my project' --stack staging --var-file prod.yaml --var 'host=it'\\''s' --var port=80 state mv a b`.",
  );
});

it('knows every command', () => {
  expect([...firstWords]).toEqual([...new Set(commands.map(({ name }) => name.split(' ')[0]!))].sort());
});

it('leaves alone what is no command, and everything where nothing was given', () => {
  expect(runFlagsOf({ ...none, dir: 'x' })('put it into postform.yaml; postform -C y plan; postform is fine')).toBe(
    'put it into postform.yaml; postform -C y plan; postform is fine',
  );
  expect(runFlagsOf(none)('postform plan')).toBe('postform plan');
});
