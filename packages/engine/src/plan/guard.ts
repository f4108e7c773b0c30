// The guard. Refuses plans that delete or change more than a threshold, or hold credentials, however right each change is.

import type { Kinds } from '../model/kind.ts';
import type { Refusal } from '../model/refusal.ts';
import type { GuardSettings, PlanOptions, Threshold } from '../model/settings.ts';
import type { Evaluation } from './evaluate.ts';

/** Without settings: at most 30 % of a kind's objects, where there are at least ten of them. */
const DEFAULT_PERCENT = 30;
const DEFAULT_FROM = 10;

/** `managed`: objects in state, by kind name. */
export function guard(
  evaluations: readonly Evaluation[],
  managed: Readonly<Record<string, number>>,
  kinds: Kinds,
  options: PlanOptions,
): readonly Refusal[] {
  const excesses = kinds.flatMap((kind) => {
    const total = managed[kind.name] ?? 0;
    const mine = evaluations.filter((item) => item.view.kind === kind);
    return (['delete', 'change'] as const).flatMap((what) => {
      const actions = what === 'delete' ? ['delete'] : ['update', 'replace'];
      const count = mine.filter((item) => actions.includes(item.action)).length;
      const threshold = thresholdOf(options.guard, kind.name, what);
      const allowed = what === 'delete' ? options.allowDelete : options.allowChange;
      const isOff = what === 'delete' && options.destroy && threshold === undefined;
      if (isOff || count === 0 || count <= allowed) return [];
      return excess({ kind: kind.name, what, count, total }, threshold);
    });
  });
  return [...excesses, ...(options.guard.secrets === 'refuse' ? evaluations.flatMap(credentialsIn) : [])];
}

/** Of what the files declare: a delete uploads nothing. */
function credentialsIn({ view: { address, resource } }: Evaluation): readonly Refusal[] {
  const places = resource?.credentials;
  return places === undefined ? [] : [{ code: 'E_PLAN_CREDENTIALS', address, ...places }];
}

function thresholdOf(settings: GuardSettings, kind: string, what: 'delete' | 'change'): Threshold | undefined {
  return settings.kinds?.[kind]?.[what] ?? settings[what];
}

function excess(
  counts: Pick<Extract<Refusal, { code: 'E_PLAN_GUARD' }>, 'kind' | 'what' | 'count' | 'total'>,
  threshold: Threshold | undefined,
): readonly Refusal[] {
  const { count, total } = counts;
  if (threshold === undefined && total < DEFAULT_FROM) return [];
  const bound = threshold ?? { percent: DEFAULT_PERCENT };
  const limit = 'count' in bound ? bound.count : Math.floor((total * bound.percent) / 100);
  const share = 'count' in bound ? {} : { percent: bound.percent };
  return count <= limit ? [] : [{ code: 'E_PLAN_GUARD', ...counts, limit, ...share }];
}
