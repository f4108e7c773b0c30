// Writes the completion script for bash.
import { type Completion, commonOf, completionsOf, type Table, type Values, valuedOptions } from './words.ts';

/** Works with bash 3.2 and later, without the package bash-completion. */
export function bashScript(table: Table): string {
  const completions = completionsOf(table);
  const groups = Object.keys(table.groups);
  const valued = valuedOptions(table);
  const firsts = [...new Set(completions.map(({ name }) => name.split(' ')[0]!))];
  return `# bash completion for postform: eval "$(postform completion bash)"
_postform_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
# compgen -W would expand what a project calls its resources.
_postform_ask() {
  local word begin="$cur"
  case "$begin" in [\\"\\']*) begin="\${begin:1}" ;; esac
  while IFS= read -r word; do
    [[ "$word" == "$begin"* ]] && COMPREPLY+=("$word")
  done < <(postform completion "$@" 2>/dev/null)
}
_postform_paths() {
  local path
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$cur")
  type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null
}
_postform() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local command= word i arguments=0 where=()
  COMPREPLY=()
  # bash takes = for a word of its own.
  if [ "$cur" = = ]; then cur=; elif [ "$prev" = = ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      =) ((i++)) ;;
      -C|--dir|--stack)
        [ "\${COMP_WORDS[i+1]}" = = ] && ((i++))
        ((i + 1 < COMP_CWORD)) && where+=("$word" "\${COMP_WORDS[i+1]}")
        ((i++)) ;;
      ${valued.flatMap(({ names }) => names).join('|')})
        [ "\${COMP_WORDS[i+1]}" = = ] && ((i++))
        ((i++)) ;;
      -*) ;;
      *)
        case "$command" in
          '') command="$word" ;;
          ${groups.join('|')}) command="$command $word" ;;
          *) ((arguments++)) ;;
        esac ;;
    esac
  done
  case "$prev" in
${valued.map(({ names, values }) => `    ${names.join('|')}) ${offer(values)}; return ;;`).join('\n')}
  esac
  if [[ "$cur" == -* ]]; then
    case "$command" in
${completions.map(({ name, options }) => `      '${name}') _postform_words '${optionNames(options)}' ;;`).join('\n')}
      *) _postform_words '${optionNames(commonOf(table.common))} --version' ;;
    esac
    return
  fi
  case "$command $arguments" in
    ' 0') _postform_words '${firsts.join(' ')} help' ;;
${groups.map((group) => `    '${group} 0') _postform_words '${seconds(completions, group)}' ;;`).join('\n')}
${completions.flatMap(argumentCases).join('\n')}
  esac
}
complete -o default -F _postform postform
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
      return '_postform_paths -f';
    case 'folders':
      return '_postform_paths -d';
    case 'none':
      return 'COMPREPLY=()';
    default:
      return `_postform_words '${values.join(' ')}'`;
  }
}

export function optionNames(options: readonly { readonly names: readonly string[] }[]): string {
  return options.flatMap(({ names }) => names).join(' ');
}

/** The second words of a group. */
export function seconds(completions: readonly Completion[], group: string): string {
  const own = completions.filter(({ name }) => name.startsWith(`${group} `));
  return own.map(({ name }) => name.slice(group.length + 1)).join(' ');
}
