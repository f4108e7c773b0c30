// Words that other tools taught people, and what Postform has in their place: the one table behind such refusals.

export interface Habit {
  /** As typed: options with their dashes and without a value; commands as one word or two. */
  readonly said: readonly string[];
  /** What to type here instead; a sentence that names it. */
  readonly ours: string;
  /** Only for these commands; a row without this is the answer for all others. */
  readonly on?: readonly string[];
}

/**
 * Options that no command takes. One dash or two makes no difference to how a row is found.
 * Sources: terraform and tofu (plan, apply, init, state), pulumi, kubectl, helm, ansible, deck, npm, newman, the Postman CLI.
 */
export const optionHabits: readonly Habit[] = [
  {
    said: ['-y', '--yes', '--assume-yes', '--approve', '--confirm', '--force', '--no-prompt', '--no-input', '--input'],
    ours: '--auto-approve applies without a question. With CI set, nothing is ever asked.',
  },
  {
    said: ['--skip-preview', '--non-interactive', '--interactive', '--no-interaction'],
    ours: '--auto-approve applies without a question. With CI set, nothing is ever asked.',
  },
  {
    said: ['-n', '--dry-run', '--dryrun', '--check', '--diff', '--noop', '--preview', '--what-if', '--simulate'],
    ours: 'postform plan shows what an apply would do, and writes nothing.',
  },
  { said: ['--refresh-only'], ours: 'postform drift shows what somebody changed by hand, and writes nothing.' },
  { said: ['--no-refresh', '--skip-refresh'], ours: '--refresh none reads nothing first.' },
  { said: ['--refresh'], on: ['validate'], ours: 'postform validate reads files only and sends no call.' },
  { said: ['--detailed-exitcode'], on: ['drift'], ours: 'postform drift always exits with 2 where it finds a change.' },
  {
    said: ['--exit-code', '--fail-on-changes'],
    ours: 'postform plan --detailed-exitcode exits with 2 on differences.',
  },
  { said: ['--destroy'], on: ['apply'], ours: 'postform destroy deletes everything in state.' },
  {
    said: ['--no-delete'],
    on: ['destroy'],
    ours: 'postform destroy only deletes; postform apply --no-delete leaves deletes out.',
  },
  {
    said: ['--skip-deletes', '--skip-delete', '--no-deletes', '--no-prune', '--no-destroy', '--keep'],
    ours: '--no-delete leaves all deletes out and does the rest.',
  },
  {
    said: ['--prune', '--delete', '--force-delete', '--cascade'],
    ours: 'An apply deletes what has left the files: --allow-delete N allows N deletes without a review.',
  },
  { said: ['--chdir', '--cwd', '--directory', '--project', '-d'], ours: '-C DIR works in another folder.' },
  { said: ['-f', '--file', '--filename', '-c', '--config'], ours: '-C DIR works on the project of another folder.' },
  {
    said: ['-t', '--only', '--include', '--exclude', '--skip', '--select'],
    ours: '--target ADDRESS plans one address and what it needs.',
  },
  {
    said: [
      '--var-file',
      '--vars-file',
      '--values',
      '--extra-vars',
      '--set',
      '--env-file',
      '-e',
      '--env',
      '--environment',
    ],
    ours: '--var NAME=VALUE sets one variable; sets of them stand in postform.yaml under vars and stacks, chosen by --stack NAME.',
  },
  { said: ['-s', '--profile', '--context', '--namespace'], ours: '--stack NAME chooses the stack.' },
  {
    said: ['-w', '--workspace', '--workspace-id'],
    ours: 'The workspace stands in postform.yaml under workspace, or in a stack chosen by --stack NAME.',
  },
  {
    said: ['-k', '--api-key', '--apikey', '--key', '--token', '--postman-api-key', '--secret', '--password'],
    ours: 'The API key is read from the environment variable POSTMAN_API_KEY only, so that no process list shows it.',
  },
  {
    said: ['--api-url', '--base-url', '--url', '--host', '--endpoint', '--server'],
    ours: 'The environment variable POSTMAN_API_BASE_URL names another server.',
  },
  { said: ['-j', '--format', '--output-format', '--machine-readable', '--yaml'], ours: '--json prints for machines.' },
  {
    said: ['--output', '--save', '--out-file', '--plan-file', '--plan', '--save-plan'],
    ours: 'postform plan -o FILE saves a plan.',
  },
  {
    said: ['-p', '--concurrency', '--threads', '--jobs', '--workers'],
    ours: '--parallelism N says how many steps are taken at once.',
  },
  {
    said: ['--timeout', '--request-timeout', '--wait-timeout'],
    ours: '--max-duration DURATION ends a run, --lock-timeout DURATION waits for a lock.',
  },
  {
    said: ['--lock', '--no-lock'],
    ours: 'Whatever writes takes the lock. --lock-timeout DURATION waits for it; postform lock show says who holds it.',
  },
  { said: ['-v', '-V'], ours: 'postform --version prints the version.' },
  { said: ['-?', '-H'], ours: 'postform --help lists the commands and the options of all.' },
  {
    said: ['--verbose', '--debug', '--trace', '--log-level', '--verbosity', '-vv', '-vvv'],
    ours: 'The environment variable POSTFORM_DEBUG=1 shows where an error was thrown.',
  },
  {
    said: ['-q', '--quiet', '--silent', '--compact-warnings', '--concise', '--progress', '--no-progress'],
    ours: 'Progress goes to stderr: 2>/dev/null is quiet.',
  },
  {
    said: ['--no-color', '--no-colour', '--nocolor', '--color', '--colour'],
    ours: 'The environment variable NO_COLOR=1 takes colours away; FORCE_COLOR=1 forces them.',
  },
  {
    said: ['--state', '--state-out', '--backup', '--backend', '--backend-config', '--reconfigure', '--migrate-state'],
    ours: 'Where the state is kept stands in postform.yaml under state.',
  },
  {
    said: ['--upgrade', '--from-module', '--generate-config-out'],
    ours: 'postform init writes a starter project; postform import --workspace ID --all --out DIR writes files for a whole workspace.',
  },
];

/** Commands that Postform does not have. */
export const commandHabits: readonly Habit[] = [
  { said: ['version'], ours: 'postform --version prints the version.' },
  { said: ['refresh', 'status', 'check-drift', 'detect'], ours: 'postform drift shows what somebody changed by hand.' },
  {
    said: ['sync', 'deploy', 'up', 'push', 'update', 'create', 'publish', 'converge'],
    ours: 'postform apply makes the workspace equal to the files; postform plan shows first what it would do.',
  },
  {
    said: ['diff', 'preview', 'dry-run', 'check', 'compare', 'what-if'],
    ours: 'postform plan shows what would change; postform drift shows what somebody changed by hand.',
  },
  {
    said: ['pull', 'dump', 'export', 'fetch', 'download', 'clone', 'backup'],
    ours: 'postform import --workspace ID --all --out DIR writes files for a whole workspace; postform drift shows what somebody changed by hand.',
  },
  {
    said: ['login', 'logout', 'auth', 'configure', 'whoami', 'ping', 'me'],
    ours: 'Postform has no session: it reads the API key from POSTMAN_API_KEY at each run. postform budget says who the key belongs to.',
  },
  {
    said: ['fmt', 'format', 'lint', 'test'],
    ours: 'postform validate checks the files. Postform does not reformat them.',
  },
  {
    said: ['delete', 'remove', 'down', 'rm', 'reset', 'uninstall'],
    ours: 'postform destroy deletes everything in state; an address that is taken out of the files is deleted by postform apply.',
  },
  {
    said: ['force-unlock', 'unlock', 'lock force', 'lock rm', 'lock delete', 'lock break'],
    ours: 'postform lock show names the lock; postform lock release ID removes it.',
  },
  { said: ['taint', 'replace', 'recreate'], ours: 'postform apply --replace ADDRESS replaces an object.' },
  { said: ['untaint'], ours: 'Nothing is ever marked for a replace: leave out --replace ADDRESS.' },
  {
    said: ['workspace', 'stack', 'stacks', 'env', 'select'],
    ours: '--stack NAME chooses the stack; the stacks stand in postform.yaml.',
  },
  {
    said: ['list', 'ls', 'resources', 'get'],
    ours: 'postform state list lists what is managed; postform show shows it.',
  },
  { said: ['state ls'], ours: 'postform state list lists what is managed.' },
  { said: ['state pull', 'state export'], ours: 'postform show --json prints the state.' },
  {
    said: ['state push', 'state import', 'state replace-provider'],
    ours: 'The state is a file: bring it back from Git. One record is moved by postform state mv, and forgotten by postform state rm.',
  },
  { said: ['state delete', 'state remove', 'state forget'], ours: 'postform state rm ADDRESS forgets a record.' },
  { said: ['state move', 'move', 'mv', 'rename'], ours: 'postform state mv FROM TO gives a record another address.' },
  { said: ['adopt', 'add', 'track', 'link'], ours: 'postform import ADDRESS ID takes an existing object over.' },
  { said: ['forget', 'untrack'], ours: 'postform state rm ADDRESS forgets a record; the object stays.' },
  {
    said: ['run', 'collection', 'monitor', 'newman'],
    ours: 'Postform does not run collections; newman and the Postman CLI do.',
  },
  {
    said: ['console', 'graph', 'providers', 'metadata', 'modules'],
    ours: 'postform show and postform output print what is known of the resources.',
  },
  { said: ['mock', 'serve', 'server', 'start'], ours: 'postform emulator runs a local Postman API.' },
  { said: ['usage', 'quota', 'limits', 'cost', 'price'], ours: 'postform budget shows limits, the month and prices.' },
  { said: ['completion', 'autocomplete', 'upgrade', 'self-update'], ours: 'postform --help lists what there is.' },
  { said: ['new', 'scaffold', 'bootstrap', 'setup'], ours: 'postform init writes a starter project.' },
  { said: ['outputs'], ours: 'postform output prints attributes of resources.' },
  { said: ['schemas'], ours: 'postform schema KIND prints a JSON Schema.' },
  { said: ['validation', 'verify'], ours: 'postform validate checks the files.' },
];

/** `--yes`, `-yes` and `yes` are one word. */
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
