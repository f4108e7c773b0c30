// Lists the commands: how each is written, what it takes, and which file runs it.

import type { CommandRow, CommandText } from './command-row.ts';
import { emulatorRows } from './options/emulator-rows.ts';
import { approving, pacing, planning, spending } from './options/option-groups.ts';
import { type OptionRow, optionRows as o } from './options/options.ts';

/** Every command takes these. */
export const commonOptions: readonly OptionRow[] = [o.dir, o.stack, o.var, o.varFile, o.json, o.quiet, o.color];

export const commands: readonly CommandRow[] = [
  {
    name: 'init',
    summary: 'write a starter project and create its state',
    details:
      'At a terminal, with an API key, it lists the workspaces of the key and offers to import the one you choose.\n' +
      'Never overwrites a file. Run it again after setting the workspace to create the state.',
    options: [o.workspace],
    streams: true,
    load: async () => (await import('./commands/init.ts')).runInitCommand,
  },
  {
    name: 'validate',
    summary: 'check the files; sends no call',
    streams: true,
    load: async () => (await import('./commands/validate.ts')).runValidateCommand,
  },
  {
    name: 'plan',
    summary: 'show what would change and what it costs',
    details: 'Sends only GET requests and takes no lock.',
    options: [o.out, ...planning, o.noDelete, o.destroy, o.detailedExitcode],
    streams: true,
    load: async () => (await import('./commands/plan.ts')).runPlanCommand,
  },
  {
    name: 'apply',
    args: '[PLANFILE]',
    completes: ['files'],
    summary: 'make the workspace equal to the files',
    details: 'With PLANFILE, applies exactly that plan, or nothing if the plan is stale.',
    options: [...planning, o.noDelete, ...approving],
    streams: true,
    load: async () => (await import('./commands/apply.ts')).runApplyCommand,
  },
  {
    name: 'destroy',
    summary: 'delete everything in state',
    options: [o.target, o.exclude, o.refresh, o.allowDelete, o.overwriteRemote, ...pacing, ...approving],
    streams: true,
    load: async () => (await import('./commands/destroy.ts')).runDestroyCommand,
  },
  {
    name: 'drift',
    summary: 'show what was changed by hand; exits with 2 if there is drift',
    options: [o.target, o.exclude, o.refresh, ...spending],
    streams: true,
    load: async () => (await import('./commands/drift.ts')).runDriftCommand,
  },
  {
    name: 'diff',
    args: '<ADDRESS>',
    completes: ['addresses'],
    summary: 'show in full what differs in one object',
    details:
      'Shows what the files would change, with the lines around each change of a text, what was changed by hand, and both\n' +
      'sides of what changed in the files and by hand. Reads that object alone. Sends only GET requests.',
    options: [o.explain, o.detailedExitcode, ...spending],
    load: async () => (await import('./commands/diff.ts')).runDiffCommand,
  },
  {
    name: 'pull',
    args: '[ADDRESS...]',
    completes: ['addresses'],
    summary: 'take what people changed in Postman into the files',
    details:
      'Shows what it would write; with --write it writes. Only what changed is touched: comments, order and style stay.\n' +
      'Sends only GET requests. Exits with 2 if there is something to write.',
    options: [o.write, o.ours, o.theirs, o.gone, o.new, o.keepSecrets, o.refresh, o.lockTimeout, ...spending],
    load: async () => (await import('./commands/pull.ts')).runPullCommand,
  },
  {
    name: 'import',
    args: '[ADDRESS] [ID]',
    completes: ['addresses'],
    summary: 'take over an existing object or a whole workspace',
    details:
      'postform import environment.orders 1f0df51a-…     adopt one object for a declared address\n' +
      'postform import --workspace ID --all --out DIR    write files and state for everything in a workspace',
    options: [o.workspace, o.all, o.outDir, o.keepSecrets, o.lockTimeout, ...spending],
    streams: true,
    load: async () => (await import('./commands/import.ts')).runImportCommand,
  },
  {
    name: 'restore',
    args: '[FILE]',
    completes: ['files'],
    summary: 'list what was kept before it was overwritten or deleted, or put it back',
    details:
      'postform restore         list what is kept, newest first; sends no call\n' +
      'postform restore FILE    show what would be put back, ask, and write it\n\n' +
      'What is put back counts as changed by hand: the next plan shows it. Where a secret is hidden, the object keeps its own.',
    options: [o.overwriteRemote, o.autoApprove, o.yes, o.lockTimeout, o.settleTime, ...spending],
    streams: true,
    load: async () =>
      (await import('./commands/restore.ts')).restoreCommand(commands.some(({ name }) => name === 'pull')),
  },
  {
    name: 'show',
    args: '[WHAT]',
    completes: ['addresses'],
    summary: 'show a saved plan, one record or the whole state; sends no call',
    load: async () => (await import('./commands/show.ts')).runShowCommand,
  },
  {
    name: 'output',
    args: '[NAME]',
    completes: ['addresses'],
    summary: 'print attributes of resources, for example mock.orders.mockUrl',
    load: async () => (await import('./commands/output.ts')).runOutputCommand,
  },
  {
    name: 'state list',
    summary: 'list the addresses in state',
    load: async () => (await import('./commands/state-list.ts')).runStateListCommand,
  },
  {
    name: 'state show',
    args: '<ADDRESS>',
    completes: ['addresses'],
    summary: 'show one record',
    load: async () => (await import('./commands/state-show.ts')).runStateShowCommand,
  },
  {
    name: 'state mv',
    args: '<FROM> <TO>',
    completes: ['addresses'],
    summary: 'give a record another address',
    options: [o.lockTimeout],
    load: async () => (await import('./commands/state-mv.ts')).runStateMvCommand,
  },
  {
    name: 'state rm',
    args: '<ADDRESS>',
    completes: ['addresses'],
    summary: 'forget a record; the object stays in the workspace',
    options: [o.lockTimeout],
    load: async () => (await import('./commands/state-rm.ts')).runStateRmCommand,
  },
  {
    name: 'state accept',
    args: '<ADDRESS>',
    completes: ['addresses'],
    summary: 'accept unexplained differences, or with --remote what was changed by hand',
    options: [o.remote, o.lockTimeout],
    load: async () => (await import('./commands/state-accept.ts')).runStateAcceptCommand,
  },
  {
    name: 'lock show',
    summary: 'show who holds the lock',
    load: async () => (await import('./commands/lock-show.ts')).runLockShowCommand,
  },
  {
    name: 'lock release',
    args: '<ID>',
    summary: 'release the lock left behind by a crashed run',
    load: async () => (await import('./commands/lock-release.ts')).runLockReleaseCommand,
  },
  {
    name: 'budget',
    summary: 'show rate limits, the monthly quota, and what plan, drift and apply cost',
    details:
      'Sends one call, GET /me, and prices the rest from files and state. With --refresh it reads the workspace first, so\n' +
      'that the price of an apply is exact.\n\n' +
      'With --forget it sends no call. It removes the limits and the monthly quota that servers reported from this machine\n' +
      'and from the shared store; use it after a server reported nonsense. The ledger and the reservations of running\n' +
      'processes stay.',
    options: [o.refresh, o.every, o.forget],
    load: async () => (await import('./commands/budget.ts')).runBudgetCommand,
  },
  {
    name: 'emulator',
    summary: 'run a local Postman API for tests and experiments',
    details:
      'postform emulator                           behave as documented\n' +
      'postform emulator --ephemeral --limits off  for fast tests\n' +
      'postform emulator --profile hostile         be as difficult as the documentation allows\n' +
      'postform emulator --limits general=60/60 --switch rateWindow=sliding\n' +
      'postform emulator --clock virtual --faults faults.json\n\n' +
      'docs/emulator.md describes the switches, the faults and the control API (/_emulator/).\n' +
      'GET /_emulator/switches shows every switch and its value.',
    options: Object.values(emulatorRows),
    load: async () => (await import('./commands/emulator.ts')).runEmulatorCommand,
  },
  {
    name: 'schema',
    args: '[WHAT] [KIND]',
    completes: [['project', 'desired', 'records', 'documents', 'leaves']],
    summary: 'print a JSON Schema, or the paths for policies',
    details:
      'postform schema project        postform.yaml\n' +
      'postform schema desired        desired files\n' +
      'postform schema KIND           one resource of a kind\n' +
      'postform schema records        what commands such as plan and apply print with --json, line by line\n' +
      'postform schema documents      what the other commands print with --json\n' +
      'postform schema leaves KIND    the compared parts of a kind, for lifecycle.ignore and lifecycle.drift',
    load: async () => (await import('./commands/schema.ts')).runSchemaCommand,
  },
  {
    name: 'completion',
    args: '<SHELL>',
    completes: [['bash', 'zsh', 'fish']],
    summary: 'print a script that completes commands in a shell',
    details:
      'bash, in ~/.bashrc:                      eval "$(postform completion bash)"\n' +
      'zsh, in ~/.zshrc after compinit:         eval "$(postform completion zsh)"\n' +
      'fish, in ~/.config/fish/config.fish:     postform completion fish | source\n\n' +
      'The scripts offer the addresses and stacks of the project; postform completion addresses and postform completion\n' +
      'stacks print these.',
    load: async () =>
      (await import('./commands/completion.ts')).completionCommand({ common: commonOptions, commands, groups }),
  },
];

export const groups: Readonly<Record<string, string>> = {
  state: 'show and edit the state',
  lock: 'show and release the lock',
};

/** For the pages of the documentation, which run no command. */
export const commandTexts: readonly CommandText[] = commands.map(
  ({ load: _load, streams: _streams, completes: _completes, ...text }) => text,
);
