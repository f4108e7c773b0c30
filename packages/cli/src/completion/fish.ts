// Writes the completion script for fish, with descriptions.
import { type Completion, commonOf, completionsOf, type OptionWords, type Table, type Values } from './words.ts';

export function fishScript(table: Table): string {
  const completions = completionsOf(table);
  const groups = Object.keys(table.groups);
  const first = (name: string, summary: string) =>
    `complete -c postform -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`;
  return [
    '# fish completion for postform: postform completion fish | source',
    'function __postform_ask',
    '    set -l where',
    '    set -l words (commandline -opc)',
    '    for at in (seq (count $words))',
    '        string match -qr -- "^--(dir|stack)=" $words[$at]; and set -a where $words[$at]',
    '        contains -- $words[$at] -C --dir --stack; and test $at -lt (count $words)',
    '        and set -a where $words[$at] $words[(math $at + 1)]',
    '    end',
    '    postform completion $argv[1] $where 2>/dev/null',
    'end',
    'complete -c postform -f',
    ...completions.filter(({ name }) => !name.includes(' ')).map(({ name, summary }) => first(name, summary)),
    ...Object.entries(table.groups).map(([name, summary]) => first(name, summary)),
    ...commonOf(table.common).map((option) => optionLine(option, 'true')),
    ...completions.flatMap((completion) => linesOf(completion, groups, completions, table)),
    '',
  ].join('\n');
}

function linesOf(
  { name, summary, options, values }: Completion,
  groups: readonly string[],
  completions: readonly Completion[],
  { common }: Table,
): readonly string[] {
  const [one = '', two] = name.split(' ');
  const seen = (word: string) => `__fish_seen_subcommand_from ${word}`;
  const others = completions.flatMap((row) => (row.name.startsWith(`${one} `) ? [row.name.slice(one.length + 1)] : []));
  const when = two === undefined ? `${seen(one)}; and not ${seen(groups.join(' '))}` : `${seen(one)}; and ${seen(two)}`;
  const start =
    two === undefined
      ? []
      : [
          `complete -c postform -n ${quoted(`${seen(one)}; and not ${seen(others.join(' '))}`)} -a ${two} -d ${quoted(summary)}`,
        ];
  const offers = values.flatMap((value) =>
    value === 'none' ? [] : [`complete -c postform -n ${quoted(when)} ${offer(value)}`],
  );
  const own = options.slice(0, options.length - commonOf(common).length);
  return [...start, ...own.map((option) => optionLine(option, when)), ...new Set(offers)];
}

function optionLine({ names, description, values }: OptionWords, when: string): string {
  const forms = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
  const value = values === undefined ? '' : ` ${values === 'files' ? '-r' : '-x'} ${offer(values)}`.trimEnd();
  return `complete -c postform -n ${quoted(when)} ${forms}${value} -d ${quoted(description)}`;
}

function offer(values: Values): string {
  switch (values) {
    case 'addresses':
    case 'stacks':
      return `-a ${quoted(`(__postform_ask ${values})`)}`;
    case 'files':
      return '-F';
    case 'folders':
      return "-a '(__fish_complete_directories)'";
    case 'none':
      return '';
    default:
      return `-a ${quoted(values.join(' '))}`;
  }
}

/** In single quotes, fish reads only these two as its own. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
