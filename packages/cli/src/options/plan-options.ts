// Builds the engine's plan options from the command line and the project.
import type { Guard, Limit, Project } from '@postform/config';
import {
  AppError,
  DEFAULT_PLAN_OPTIONS,
  type GuardLimits,
  type GuardSettings,
  type PlanOptions,
} from '@postform/engine';
import type { Options } from './options.ts';

export function planOptions(
  options: Options,
  project: Project,
  how: Pick<PlanOptions, 'command' | 'saved' | 'destroy'>,
): PlanOptions {
  if (!options.deletes && how.destroy) throw destroysNothing();
  return {
    ...how,
    patches: how.command !== 'apply' && (how.saved || options.json),
    refresh: options.refresh ?? 'auto',
    targets: options.target,
    excluded: options.exclude,
    replace: options.replace,
    notMoved: options.notMoved,
    noDelete: !options.deletes,
    overwriteRemote: options.overwriteRemote,
    partial: options.partial,
    allowDelete: options.allowDelete,
    allowChange: options.allowChange,
    settle: project.settle.mode,
    asyncFromBytes: project.settle.asyncFromBytes ?? DEFAULT_PLAN_OPTIONS.asyncFromBytes,
    guard: guardSettings(project.guard),
  };
}

function destroysNothing(): AppError {
  return new AppError('E_CLI_NO_DELETE', 'A destroy only deletes, so --no-delete would leave it nothing to do.', {
    hint: 'Use one of the two options.',
    category: 'usage',
  });
}

/** The project lists limits by operation, the engine takes them by kind; `default` applies to kinds that are not named. */
export function guardSettings(guard: Guard): GuardSettings {
  const names = new Set([...Object.keys(guard.delete ?? {}), ...Object.keys(guard.change ?? {})]);
  const kinds = [...names].filter((name) => name !== 'default').map((name) => [name, limitsOf(guard, name)] as const);
  return {
    ...limitsOf(guard, 'default'),
    ...(kinds.length === 0 ? {} : { kinds: Object.fromEntries(kinds) }),
    ...(guard.secrets === 'refuse' ? { secrets: 'refuse' } : {}),
  };
}

function limitsOf(guard: Guard, name: string): GuardLimits {
  const pick = (limit: Limit | undefined) => limit?.[name];
  const remove = pick(guard.delete);
  const change = pick(guard.change);
  return { ...(remove === undefined ? {} : { delete: remove }), ...(change === undefined ? {} : { change }) };
}
