// Writes the completion script for zsh, with descriptions.
import {
  type Completion,
  commonOf,
  completionsOf,
  type OptionWords,
  type Table,
  type Values,
  valuedOptions,
} from './words.ts';

/** To be evaluated once compinit has run. */
export function zshScript(table: Table): string {
  const completions = completionsOf(table);
  const groups = Object.keys(table.groups);
  const valued = valuedOptions(table);
  return `#compdef postform
# zsh completion for postform: eval "$(postform completion zsh)"
_postform_ask() { compadd -- \${(f)"$(postform completion "$@" 2>/dev/null)"} }
_postform() {
  local command= word i
  integer arguments=0
  local -a where offers
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    case $word in
      -C|--dir|--stack) ((i + 1 < CURRENT)) && where+=($word "\${words[i+1]}"); ((i++)) ;;
      --dir=*|--stack=*) where+=($word) ;;
      ${valued.flatMap(({ names }) => names).join('|')}) ((i++)) ;;
      -*) ;;
      *)
        case $command in
          '') command=$word ;;
          ${groups.join('|')}) command="$command $word" ;;
          *) ((arguments++)) ;;
        esac ;;
    esac
  done
  word=\${words[CURRENT-1]}
  if [[ $PREFIX == --*=* ]]; then
    word=\${PREFIX%%=*}
    compset -P '*='
  fi
  case $word in
${valued.map(({ names, values }) => `    ${names.join('|')}) ${offer(values)}; return ;;`).join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then
    case $command in
${completions.map(({ name, options }) => `      '${name}') offers=(${described(options)}) ;;`).join('\n')}
      *) offers=(${described(commonOf(table.common))}) ;;
    esac
    _describe -o option offers
    return
  fi
  case "$command $arguments" in
    ' 0') offers=(${firstWords(table, completions)}); _describe command offers ;;
${groups.map((group) => `    '${group} 0') offers=(${secondWords(completions, group)}); _describe command offers ;;`).join('\n')}
${completions.flatMap(argumentCases).join('\n')}
  esac
}
compdef _postform postform
`;
}

function argumentCases({ name, values }: Completion): readonly string[] {
  return values.map((value, index) => `    '${name} ${index}') ${offer(value)} ;;`);
}

function offer(values: Values): string {
  switch (values) {
    case 'addresses':
    case 'stacks':
      return `_postform_ask ${values} "\${where[@]}"`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'none':
      return '_message value';
    default:
      return `compadd -- ${values.join(' ')}`;
  }
}

function described(options: readonly OptionWords[]): string {
  return options.flatMap(({ names, description }) => names.map((name) => entry(name, description))).join(' ');
}

function firstWords({ groups }: Table, completions: readonly Completion[]): string {
  const single = completions.filter(({ name }) => !name.includes(' ')).map(({ name, summary }) => entry(name, summary));
  return [...single, ...Object.entries(groups).map(([name, summary]) => entry(name, summary))].join(' ');
}

function secondWords(completions: readonly Completion[], group: string): string {
  const own = completions.filter(({ name }) => name.startsWith(`${group} `));
  return own.map(({ name, summary }) => entry(name.slice(group.length + 1), summary)).join(' ');
}

/** `'--out:save the plan'`, where a colon parts the two. */
function entry(name: string, description: string): string {
  const text = `${name.replaceAll(':', '\\:')}:${description}`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
