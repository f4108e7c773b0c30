// Maps options and commands of other tools to what Postform has instead.

export interface Habit {
  /** As typed: options with dashes and without a value; commands as one or two words. */
  readonly said: readonly string[];
  /** A sentence that says what to type instead. */
  readonly ours: string;
  /** The commands this row is for; a row without this is for all others. */
  readonly on?: readonly string[];
}

/**
 * Options that no command takes. A row is found with one dash or with two.
 * Sources: terraform and tofu (plan, apply, init, state), pulumi, kubectl, helm, ansible, deck, npm, newman, the Postman CLI.
 */
export const optionHabits: readonly Habit[] = [
  {
    said: ['--assume-yes', '--approve', '--confirm', '--force', '--no-prompt', '--no-input', '--input'],
    ours: '--auto-approve applies without asking. With CI set, Postform never asks.',
  },
  {
    said: ['--skip-preview', '--non-interactive', '--interactive', '--no-interaction'],
    ours: '--auto-approve applies without asking. With CI set, Postform never asks.',
  },
  {
    said: ['-n', '--dry-run', '--dryrun', '--check', '--diff', '--noop', '--preview', '--what-if', '--simulate'],
    ours: 'postform plan shows what an apply would do and writes nothing.',
  },
  { said: ['--refresh-only'], ours: 'postform drift shows what was changed by hand and writes nothing.' },
  { said: ['--no-refresh', '--skip-refresh'], ours: '--refresh none plans without reading the workspace.' },
  { said: ['--refresh'], on: ['validate'], ours: 'postform validate reads only files and sends no call.' },
  { said: ['--detailed-exitcode'], on: ['drift'], ours: 'postform drift always exits with 2 if it finds a change.' },
  {
    said: ['--exit-code', '--fail-on-changes'],
    ours: 'postform plan --detailed-exitcode exits with 2 if there are differences.',
  },
  { said: ['--destroy'], on: ['apply'], ours: 'postform destroy deletes everything in state.' },
  {
    said: ['--no-delete'],
    on: ['destroy'],
    ours: 'postform destroy only deletes. postform apply --no-delete leaves deletes out.',
  },
  {
    said: ['--skip-deletes', '--skip-delete', '--no-deletes', '--no-prune', '--no-destroy', '--keep'],
    ours: '--no-delete leaves out all deletes and does the rest.',
  },
  {
    said: ['--prune', '--delete', '--force-delete', '--cascade'],
    ours: 'An apply deletes what was removed from the files. --allow-delete N allows N deletes without a review.',
  },
  { said: ['--chdir', '--cwd', '--directory', '--project', '-d'], ours: '-C DIR works in another folder.' },
  { said: ['-f', '--file', '--filename', '-c', '--config'], ours: '-C DIR works on the project in another folder.' },
  {
    said: ['-t', '--only', '--include', '--select'],
    ours: '--target ADDRESS plans one address and what it depends on.',
  },
  { said: ['--skip', '--ignore', '--omit'], ours: '--exclude ADDRESS leaves out one address and what depends on it.' },
  {
    said: ['--vars-file', '--vars', '--values', '--extra-vars', '--set', '--env-file', '-e', '--env', '--environment'],
    ours: '--var NAME=VALUE sets one variable, --var-file FILE several. postform.yaml holds sets of variables under vars and stacks; --stack NAME chooses one.',
  },
  { said: ['-s', '--profile', '--context', '--namespace'], ours: '--stack NAME chooses the stack.' },
  {
    said: ['-w', '--workspace', '--workspace-id'],
    ours: 'The workspace is set in postform.yaml under workspace, or in a stack that --stack NAME chooses.',
  },
  {
    said: ['-k', '--api-key', '--apikey', '--key', '--token', '--postman-api-key', '--secret', '--password'],
    ours: 'The API key is read only from the environment variable POSTMAN_API_KEY, so that no process list shows it.',
  },
  {
    said: ['--api-url', '--base-url', '--url', '--host', '--endpoint', '--server'],
    ours: 'region: eu in postform.yaml selects the server of the EU; the environment variable POSTMAN_API_BASE_URL selects any.',
  },
  {
    said: ['-j', '--format', '--output-format', '--machine-readable', '--yaml'],
    ours: '--json prints machine-readable output.',
  },
  {
    said: ['--output', '--save', '--out-file', '--plan-file', '--plan', '--save-plan'],
    ours: 'postform plan -o FILE saves a plan.',
  },
  {
    said: ['-p', '--concurrency', '--threads', '--jobs', '--workers'],
    ours: '--parallelism N sets how many steps run at once.',
  },
  {
    said: ['--timeout', '--request-timeout', '--wait-timeout'],
    ours: '--max-duration DURATION ends a run, --lock-timeout DURATION waits for a lock.',
  },
  {
    said: ['--lock', '--no-lock'],
    ours: 'Every command that writes takes the lock. --lock-timeout DURATION waits for it; postform lock show says who holds it.',
  },
  { said: ['-V'], ours: 'postform --version prints the version.' },
  { said: ['-?', '-H'], ours: 'postform --help lists the commands and the common options.' },
  {
    said: ['--verbose', '--debug', '--trace', '--log-level', '--verbosity', '-vv', '-vvv'],
    ours: 'The environment variable POSTFORM_LOG=debug logs calls, waits and decisions; POSTFORM_DEBUG=1 shows where an error was thrown.',
  },
  {
    said: ['--silent', '--compact-warnings', '--concise', '--progress', '--no-progress'],
    ours: '--quiet shows no progress; results, warnings and errors stay.',
  },
  {
    said: ['--no-colour', '--nocolor', '--color', '--colour'],
    ours: '--no-color turns colours off; the environment variable FORCE_COLOR=1 turns them on.',
  },
  {
    said: ['--state', '--state-out', '--backup', '--backend', '--backend-config', '--reconfigure', '--migrate-state'],
    ours: 'postform.yaml sets under state where the state is kept.',
  },
  {
    said: ['--upgrade', '--from-module', '--generate-config-out'],
    ours: 'postform init writes a starter project. postform import --workspace ID --all --out DIR writes files for a whole workspace.',
  },
];

/** Commands that Postform does not have. */
export const commandHabits: readonly Habit[] = [
  { said: ['refresh', 'status', 'check-drift', 'detect'], ours: 'postform drift shows what was changed by hand.' },
  {
    said: ['sync', 'deploy', 'up', 'push', 'update', 'create', 'publish', 'converge'],
    ours: 'postform apply makes the workspace equal to the files. postform plan shows beforehand what it would do.',
  },
  {
    said: ['preview', 'dry-run', 'check', 'compare', 'what-if'],
    ours: 'postform plan shows what would change. postform drift shows what was changed by hand. postform diff shows one object in full.',
  },
  {
    said: ['dump', 'export', 'fetch', 'download', 'clone', 'backup'],
    ours: 'postform import --workspace ID --all --out DIR writes files for a whole workspace. postform pull takes what was changed by hand into the files.',
  },
  {
    said: ['login', 'logout', 'auth', 'configure', 'whoami', 'ping', 'me'],
    ours: 'Postform has no login: each run reads the API key from POSTMAN_API_KEY. postform budget shows whose key it is.',
  },
  {
    said: ['fmt', 'format', 'lint', 'test'],
    ours: 'postform validate checks the files. Postform does not reformat them.',
  },
  {
    said: ['delete', 'remove', 'down', 'rm', 'reset', 'uninstall'],
    ours: 'postform destroy deletes everything in state. postform apply deletes an address that was removed from the files.',
  },
  {
    said: ['force-unlock', 'unlock', 'lock force', 'lock rm', 'lock delete', 'lock break'],
    ours: 'postform lock show prints the ID of the lock; postform lock release ID releases it.',
  },
  { said: ['taint', 'replace', 'recreate'], ours: 'postform apply --replace ADDRESS replaces an object.' },
  { said: ['untaint'], ours: 'Postform marks nothing for replacement; run without --replace ADDRESS.' },
  {
    said: ['workspace', 'stack', 'stacks', 'env', 'select'],
    ours: '--stack NAME chooses the stack; postform.yaml lists the stacks.',
  },
  {
    said: ['list', 'ls', 'resources', 'get'],
    ours: 'postform state list lists what is managed; postform show prints it.',
  },
  { said: ['state ls'], ours: 'postform state list lists what is managed.' },
  { said: ['state pull', 'state export'], ours: 'postform show --json prints the state.' },
  {
    said: ['state push', 'state import', 'state replace-provider'],
    ours: 'The state is a file; restore it from Git. postform state mv changes the address of a record, and postform state rm forgets one.',
  },
  { said: ['state delete', 'state remove', 'state forget'], ours: 'postform state rm ADDRESS forgets a record.' },
  { said: ['state move', 'move', 'mv', 'rename'], ours: 'postform state mv FROM TO gives a record another address.' },
  { said: ['adopt', 'add', 'track', 'link'], ours: 'postform import ADDRESS ID takes over an existing object.' },
  { said: ['forget', 'untrack'], ours: 'postform state rm ADDRESS forgets a record; the object stays in Postman.' },
  {
    said: ['run', 'collection', 'monitor', 'newman'],
    ours: 'Postform does not run collections. Use newman or the Postman CLI.',
  },
  {
    said: ['console', 'graph', 'providers', 'metadata', 'modules'],
    ours: 'postform show and postform output print what the state holds about resources.',
  },
  { said: ['mock', 'serve', 'server', 'start'], ours: 'postform emulator runs a local Postman API.' },
  {
    said: ['usage', 'quota', 'limits', 'cost', 'price'],
    ours: 'postform budget shows rate limits, the monthly quota and prices.',
  },
  {
    said: ['upgrade', 'self-update'],
    ours: 'postform --help lists the available commands.',
  },
  { said: ['autocomplete', 'completions'], ours: 'postform completion bash prints a script; zsh and fish work, too.' },
  { said: ['new', 'scaffold', 'bootstrap', 'setup'], ours: 'postform init writes a starter project.' },
  { said: ['outputs'], ours: 'postform output prints attributes of resources.' },
  { said: ['schemas'], ours: 'postform schema KIND prints a JSON Schema.' },
  { said: ['validation', 'verify'], ours: 'postform validate checks the files.' },
];

/** `--yes`, `-yes` and `yes` are the same. */
const bare = (said: string): string => said.replace(/^--?/, '');

/** What Postform has in place of an option; `name` with its dashes, without a value. */
export function optionHabit(name: string, command: string): string | undefined {
  const rows = optionHabits.filter(
    ({ said }) => said.includes(name) || (name.length > 2 && said.map(bare).includes(bare(name))),
  );
  return (rows.find(({ on }) => on?.includes(command)) ?? rows.find(({ on }) => on === undefined))?.ours;
}

export function commandHabit(words: string): string | undefined {
  return commandHabits.find(({ said }) => said.includes(words))?.ours;
}
