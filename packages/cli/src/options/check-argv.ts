// Refuses command lines that commander would misread: grouped short options, values in the form of options, repeated options, habits.
import { commandHabit, optionHabit } from './habits.ts';
import type { Row } from './option-row.ts';

/** The name of a command and its own options, without the common ones. */
export interface CommandWords {
  readonly name: string;
  readonly options?: readonly Row<string>[];
}

export interface KnownWords {
  readonly common: readonly Row<string>[];
  readonly commands: readonly CommandWords[];
}

/** Options of the program itself. */
const OF_PROGRAM: readonly string[] = ['-h', '--help', '-v', '--version'];

interface Flag {
  readonly row?: Row<string>;
  readonly takesValue: boolean;
}

/** Why this command line is refused and what to type instead; undefined where commander may read it. Never repeats a value. */
export function argvRefusal(argv: readonly string[], known: KnownWords): string | undefined {
  const flags = flagsOf(known);
  const words: string[] = [];
  const given: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]!;
    if (word === '--') break;
    if (word === '') return 'An argument is empty. Check that the variable it comes from is set.';
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const [name = ''] = word.split('=', 1);
    const hasValue = name !== word;
    const flag = flags.get(name);
    given.push(word);
    if (flag?.takesValue !== true) continue;
    const value = hasValue ? word.slice(name.length + 1) : argv[at + 1];
    if (value === '')
      return `${name} has an empty value. Check that the variable it comes from is set, or leave ${name} out.`;
    if (hasValue) continue;
    at += 1;
    if (value?.startsWith('-') && value !== '-')
      return `${name} needs a value, but ${nameIn(value)} is in the form of an option. Write a value that begins with a dash as --${longOf(flag, name)}=VALUE.`;
  }
  const command = commandIn(words, known);
  return (
    firstOf(given, (word) => formRefusal(word, command, flagsOf(known, command))) ??
    habitOfCommand(words, command, known) ??
    doubled(given, flags) ??
    firstOf(given, (word) => elsewhere(word, command, known, flags))
  );
}

/** One dash with several letters, or a value for an option that takes none. */
function formRefusal(
  word: string,
  command: CommandWords | undefined,
  flags: ReadonlyMap<string, Flag>,
): string | undefined {
  const name = nameIn(word);
  const flag = flags.get(name);
  const ours = (): string | undefined => optionHabit(name, command?.name ?? '');
  if (name.startsWith('--')) {
    if (flag === undefined || flag.takesValue || name === word) return undefined;
    return `${name} takes no value: write it without one, or leave it out.`;
  }
  const isShort = name.length === 2;
  if (isShort && name === word) return undefined;
  if (isShort && flag !== undefined)
    return flag.takesValue ? `Separate ${name} and its value with a space: ${name} VALUE.` : `${name} takes no value.`;
  const long = flags.get(`-${name}`);
  if (long !== undefined) return `Options of more than one letter take two dashes: ${usageOf(`-${name}`, long)}.`;
  const habit = ours();
  if (habit !== undefined) return `unknown option '${name}'. ${habit}`;
  const first = flags.get(name.slice(0, 2));
  const apart = first?.takesValue
    ? ` Separate ${name.slice(0, 2)} and its value with a space: ${name.slice(0, 2)} VALUE.`
    : '';
  return `unknown option '${name}': short options cannot be grouped, and options of more than one letter take two dashes.${apart}`;
}

function habitOfCommand(
  words: readonly string[],
  command: CommandWords | undefined,
  known: KnownWords,
): string | undefined {
  if (words[0] === 'help' && words.length > 1) return unknownOfHelp(words.slice(1), known);
  if (command !== undefined || words.length === 0) return undefined;
  const [first = '', second] = words;
  const isGroup = known.commands.some(({ name }) => name.startsWith(`${first} `));
  const said = isGroup ? `${first} ${second ?? ''}`.trim() : first;
  const habit = commandHabit(said);
  return habit === undefined ? undefined : `unknown command '${said}'. ${habit}`;
}

/** Without this, `help nope` would print the help of the program and exit with 0. */
function unknownOfHelp(words: readonly string[], known: KnownWords): string | undefined {
  const [first = ''] = words;
  if (known.commands.some(({ name }) => name.split(' ')[0] === first)) return undefined;
  return habitOfCommand(words, undefined, known) ?? `unknown command '${first}'. postform --help lists the commands.`;
}

/** An option with one value that is given twice: otherwise the last value would win silently. */
function doubled(given: readonly string[], flags: ReadonlyMap<string, Flag>): string | undefined {
  const seen = new Set<string>();
  for (const word of given) {
    const row = flags.get(nameIn(word))?.row;
    if (row === undefined || row.repeats === true || !row.flags.includes('<')) continue;
    if (seen.has(row.name)) return `${nameIn(word)} is given twice, but takes one value.`;
    seen.add(row.name);
  }
  return undefined;
}

/** A habit, or an option of other commands. Commander refuses unknown options and suggests the nearest one. */
function elsewhere(
  word: string,
  command: CommandWords | undefined,
  { common, commands }: KnownWords,
  flags: ReadonlyMap<string, Flag>,
): string | undefined {
  const name = nameIn(word);
  const takes = (rows: readonly Row<string>[] = []): boolean => rows.some((row) => namesOf(row).includes(name));
  if (OF_PROGRAM.includes(name) || takes(common) || takes(command?.options)) return undefined;
  const what = `unknown option '${name}'${command === undefined ? '' : ` of postform ${command.name}`}`;
  const habit = optionHabit(name, command?.name ?? '');
  if (habit !== undefined) return `${what}. ${habit}`;
  if (!flags.has(name) || command === undefined) return undefined;
  const takers = commands.filter((row) => takes(row.options)).map((row) => row.name);
  return `${what}. It is an option of: ${takers.join(', ')}.`;
}

function commandIn([first, second]: readonly string[], { commands }: KnownWords): CommandWords | undefined {
  if (first === undefined) return undefined;
  if (first === 'help') return { name: 'help' };
  return commands.find(({ name }) => name === first) ?? commands.find(({ name }) => name === `${first} ${second}`);
}

/** Where several commands have an option, the row of `command` counts. */
function flagsOf({ common, commands }: KnownWords, command?: CommandWords): ReadonlyMap<string, Flag> {
  const rows = [...commands, ...(command === undefined ? [] : [command])].flatMap(({ options = [] }) => options);
  return new Map<string, Flag>([
    ...OF_PROGRAM.map((name) => [name, { takesValue: false }] as const),
    ...[...common, ...rows].flatMap((row) =>
      namesOf(row).map((name) => [name, { row, takesValue: row.flags.includes('<') }] as const),
    ),
  ]);
}

/** `-o, --out <FILE>`: `-o` and `--out`. */
function namesOf({ flags }: Row<string>): readonly string[] {
  return flags.split(/[ ,]+/).filter((part) => part.startsWith('-'));
}

function usageOf(name: string, { row }: Flag): string {
  const value = row === undefined ? undefined : /<(.*)>/.exec(row.flags)?.[1];
  return value === undefined ? name : `${name}=${value}`;
}

const longOf = ({ row }: Flag, name: string): string =>
  (row === undefined ? name : (namesOf(row).at(-1) ?? name)).replace(/^-+/, '');

const nameIn = (word: string): string => word.split('=', 1)[0] ?? '';

function firstOf<T>(list: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
