// Command lines that commander would misread are refused.
import { describe, expect, it } from 'vitest';
import { commands, commonOptions } from '../command-table.ts';
import { processTerminal } from '../output/terminal.ts';
import { runProgram } from '../program.ts';
import { argvRefusal } from './check-argv.ts';
import { commandHabits, optionHabits } from './habits.ts';

const known = { common: commonOptions, commands };
const refused = (line: string): string | undefined => argvRefusal(line.split(' '), known);

it.each([
  [['-C', '', 'plan'], '-C has an empty value'],
  [['--dir=', 'plan'], '--dir has an empty value'],
  [['plan', '--target', ''], '--target has an empty value'],
  [['plan', '--stack', ''], '--stack has an empty value'],
  [['import', '--workspace', '', '--all'], '--workspace has an empty value'],
  [['plan', '--out='], '--out has an empty value'],
] as const)('%j, as a script writes it whose variable is not set, is refused', (argv, words) => {
  expect(argvRefusal(argv, known)).toContain(words);
});

it('a variable of the project may be empty', () => {
  expect(argvRefusal(['--var', 'host=', 'plan'], known)).toBeUndefined();
  expect(argvRefusal(['--var=host=', 'plan'], known)).toBeUndefined();
});

describe('a command line that commander would take for something else', () => {
  it.each([
    ['plan -out=plan.json', '--out=FILE'],
    ['plan -out plan.json', '--out=FILE'],
    ['plan -ofile', '-o VALUE'],
    ['plan -o=file', '-o VALUE'],
    ['-Cdir plan', '-C VALUE'],
    ['plan -oC', 'short options cannot be grouped'],
    ['apply -hy', 'short options cannot be grouped'],
    ['plan -target=environment.a', '--target=ADDRESS'],
    ['plan -var x=y', '--var=NAME=VALUE'],
    ['plan -var-file=prod.tfvars', '--var-file=FILE'],
    ['plan --values prod.yaml', '--var-file FILE'],
    ['plan -json', '--json'],
    ['-chdir=here plan', '-C DIR'],
    ['plan -refresh=false', '--refresh=MODE'],
    ['plan -refresh-only', 'postform drift'],
    ['plan -detailed-exitcode', '--detailed-exitcode'],
    ['plan -parallelism=4', '--parallelism=N'],
    ['plan -destroy', '--destroy'],
    ['apply -lock-timeout=5m', '--lock-timeout=DURATION'],
    ['-help', '--help'],
    ['plan -help', '--help'],
    ['-version', '--version'],
    ['plan -y', 'an option of: apply, destroy'],
    ['apply -auto-approve', '--auto-approve'],
    ['apply -input=false', '--auto-approve'],
    ['apply --force', '--auto-approve'],
    ['apply --dry-run', 'postform plan'],
    ['apply -n', 'postform plan'],
    ['apply --destroy', 'postform destroy'],
    ['apply --out plan.json', 'an option of: plan, import'],
    ['plan --auto-approve', 'an option of: apply, destroy'],
    ['plan --workspace abc', 'postform.yaml'],
    ['drift --detailed-exitcode', 'exits with 2'],
    ['plan --json=true', 'takes no value'],
    ['apply --auto-approve=true', 'takes no value'],
    ['plan --out --json', '--out=VALUE'],
    ['plan -o -y', '--out=VALUE'],
    ['apply --max-calls -5', '--max-calls=VALUE'],
    ['plan --out a --out b', 'given twice'],
    ['plan -o a --out=b', 'given twice'],
    ['-C a plan -C b', 'given twice'],
    ['plan --refresh none --refresh full', 'given twice'],
    ['refresh', 'postform drift'],
    ['sync', 'postform apply'],
    ['compare', 'postform plan'],
    ['push', 'postform apply'],
    ['login', 'POSTMAN_API_KEY'],
    ['dump', 'postform import'],
    ['fmt', 'postform validate'],
    ['state pull', 'postform show --json'],
    ['help version', 'postform --help'],
    ['help nope', 'postform --help'],
    ['force-unlock 1', 'postform lock release'],
  ])('%s: the refusal names ours', (line, ours) => {
    expect(refused(line)).toContain(ours);
  });

  it.each([
    'plan',
    'plan -o plan.json --target a.b --target=c.d --var x=1 --var y=-1',
    'plan --out=--json',
    '-C dir --json apply',
    'plan --json --json',
    'state mv a.b a.c',
    'import a.b -',
    'plan -- -y',
    'help plan',
    'help state',
    'help state mv',
    'apply --help',
    '--version',
    '-v',
    'apply -y',
    'destroy --yes --no-color',
    'emulator --switch a=1 --switch b=2 --no-control',
    'aply',
    'plan --nope',
  ])('%s is left to commander', (line) => {
    expect(refused(line)).toBeUndefined();
  });

  it('repeats no value: it may be a key', () => {
    const value = 'made-up'.repeat(3);
    for (const line of [`plan --api-key=${value}`, `plan -token=${value}`, `plan -o${value}`, `plan -k=${value}`])
      expect(refused(line)?.replace(`-o${value}`, '')).not.toContain(value);
  });

  it('ends with 64 and loads no command', async () => {
    const err: string[] = [];
    const terminal = { ...processTerminal(process), err: (text: string) => void err.push(text) };
    const exit = await runProgram(['plan', '-out=plan.json'], terminal, '0', () => Promise.reject(new Error('ran')));
    expect(exit).toBe(64);
    expect(err.join('')).toContain('--out=FILE');
  });
});

describe('the table of habits', () => {
  const names = new Set(commands.map(({ name }) => name));
  const flags = new Set(
    [
      '--help',
      '--version',
      ...[...commonOptions, ...commands.flatMap(({ options = [] }) => options)].map((row) => row.flags),
    ]
      .join(' ')
      .match(/--?[a-zA-Z][a-z-]*/g),
  );
  const rows = [...optionHabits, ...commandHabits];

  it('names only commands and options that there are', () => {
    for (const { ours } of rows) {
      for (const [, first, second] of ours.matchAll(/postform ([a-z]+)(?: ([a-z]+))?/g))
        expect(names.has(first!) || names.has(`${first} ${second}`), ours).toBe(true);
      for (const [flag] of ours.matchAll(/(?<!\S)--?[a-zA-Z][a-z-]*/g)) expect(flags.has(flag), ours).toBe(true);
    }
  });

  it('has no command that there is, and no word twice', () => {
    const said = commandHabits.flatMap((row) => row.said);
    expect(said.filter((word) => names.has(word))).toEqual([]);
    expect(new Set(said).size).toBe(said.length);
    const general = optionHabits.filter(({ on }) => on === undefined).flatMap((row) => row.said);
    expect(new Set(general).size).toBe(general.length);
  });
});

describe('option rows', () => {
  it('take a value in every command that has them, or in none', () => {
    const arity = new Map<string, boolean>();
    for (const { flags } of [...commonOptions, ...commands.flatMap(({ options = [] }) => options)]) {
      for (const flag of flags.match(/--?[a-zA-Z][a-z-]*/g) ?? []) {
        expect(arity.get(flag) ?? flags.includes('<')).toBe(flags.includes('<'));
        arity.set(flag, flags.includes('<'));
      }
    }
  });
});
