// The guard. Refuses plans that delete or change more than a threshold, however right each change may be.

import type { Kinds } from '../model/kind.ts';
import type { Blocked } from '../model/plan.ts';
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
): readonly Blocked[] {
  const refused: Blocked[] = [];
  for (const kind of kinds) {
    const total = managed[kind.name] ?? 0;
    const mine = evaluations.filter((item) => item.view.kind === kind);
    const deletes = mine.filter((item) => item.action === 'delete').length;
    const changes = mine.filter((item) => item.action === 'update' || item.action === 'replace').length;
    if (!options.destroy || thresholdOf(options.guard, kind.name, 'delete') !== undefined)
      refused.push(
        ...excess(
          'delete',
          deletes,
          total,
          kind.plural,
          thresholdOf(options.guard, kind.name, 'delete'),
          options.allowDelete,
        ),
      );
    refused.push(
      ...excess(
        'change',
        changes,
        total,
        kind.plural,
        thresholdOf(options.guard, kind.name, 'change'),
        options.allowChange,
      ),
    );
  }
  return refused;
}

function thresholdOf(settings: GuardSettings, kind: string, what: 'delete' | 'change'): Threshold | undefined {
  return settings.kinds?.[kind]?.[what] ?? settings[what];
}

function excess(
  what: 'delete' | 'change',
  count: number,
  total: number,
  plural: string,
  threshold: Threshold | undefined,
  allowed: number,
): readonly Blocked[] {
  if (count === 0 || count <= allowed) return [];
  if (threshold === undefined && total < DEFAULT_FROM) return [];
  const bound = threshold ?? { percent: DEFAULT_PERCENT };
  const limit = 'count' in bound ? bound.count : Math.floor((total * bound.percent) / 100);
  if (count <= limit) return [];
  const said = 'count' in bound ? `${bound.count}` : `${bound.percent} % of ${total}, that is ${limit}`;
  return [
    {
      code: 'E_PLAN_GUARD',
      message: `This plan would ${what} ${count} of ${total} ${plural}; the guard allows ${said}.`,
      hint: `If that is what you want: --allow-${what} ${count}, or raise guard.${what} in postform.yaml${what === 'delete' ? '. To do the rest and delete nothing: --no-delete' : ''}`,
    },
  ];
}
