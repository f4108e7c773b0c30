// Every command of the command table, as command lines: a row that is new is covered before anybody thinks of it.
import type { CommandRow } from '../../packages/cli/src/command-row.ts';
import { commands } from '../../packages/cli/src/command-table.ts';

/** What a placeholder of the table may stand for; one that is not listed gets each of the odd texts. */
const arguments_: Readonly<Record<string, string>> = {
  ADDRESS: 'environment.e',
  FROM: 'environment.e',
  TO: 'environment.moved',
  PLANFILE: 'plan.json',
  FILE: 'plan.json',
  WHAT: 'plan.json',
};

/** More ways to run a row than by its name and arguments alone. */
const ways: Readonly<Record<string, readonly (readonly string[])[]>> = {
  plan: [['-o', 'plan.json'], ['--destroy'], ['--refresh', 'none']],
  apply: [
    ['--auto-approve', '--overwrite-remote'],
    ['--auto-approve', '--partial', '--max-calls', '9'],
  ],
  destroy: [['--auto-approve', '--overwrite-remote', '--allow-delete', '9']],
  import: [['environment.e', '00000000-0000-4000-8000-000000000000']],
  restore: [['plan.json', '--auto-approve', '--overwrite-remote']],
  diff: [
    ['collection.c', '--explain'],
    ['collection.c', '--explain', '--json'],
  ],
  'state accept': [['environment.e', '--remote']],
  budget: [['--refresh', 'full']],
  emulator: [
    ['--faults', 'postform.yaml'],
    ['--data', 'postform.yaml'],
    ['--switch', 'odd=odd'],
  ],
};

/** Command lines without options that every command takes. `odd` stands where a person may type anything. */
export function linesOf(row: CommandRow, odd: string): readonly (readonly string[])[] {
  const name = row.name.split(' ');
  const placeholders = [...(row.args ?? '').matchAll(/[[<](\w+)/g)].map(([, word]) => word!);
  const usual = placeholders.map((word) => arguments_[word] ?? odd);
  const typed = placeholders.map(() => odd);
  const extra = (ways[row.name] ?? []).map((more) => [...name, ...more]);
  const mistyped = [
    [...name, '--max-calls', odd],
    [...name, `--${odd}`],
  ];
  // An emulator that starts never ends.
  if (row.name === 'emulator') return [...extra, ...mistyped];
  const optional = (row.args ?? '').startsWith('[') ? [name] : [];
  const all = [
    ...optional,
    [...name, ...usual],
    ...(placeholders.length > 0 ? [[...name, ...typed]] : []),
    ...extra,
    ...mistyped,
  ];
  return [...new Map(all.map((line) => [line.join('\0'), line])).values()];
}

/** What these do would leave the others nothing to do. */
const last = ['state mv', 'state rm', 'apply', 'destroy'];

/** Readers first. */
export const everyCommand: readonly CommandRow[] = [...commands].sort(
  (a, b) => last.indexOf(a.name) - last.indexOf(b.name),
);
