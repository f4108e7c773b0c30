// Refuses a saved plan that was made from other files, variables, secrets, or another state.
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { State } from '../model/state.ts';
import { digestOfDesired, fingerprintsOf } from '../plan/preconditions.ts';
import type { ViewInput } from '../plan/resource-view.ts';

/** Same files, variables, secrets, workspace and state lineage as when the plan was made; else E_APPLY_STALE. */
export function checkBasis(ports: Ports, plan: Plan, desired: Desired, state: State, digester: Digester): void {
  const { basis } = plan;
  if (basis.workspace !== desired.workspace || basis.stack !== desired.stack)
    throw stalePlan(
      `it was made for workspace ${basis.workspace}, stack ${basis.stack}; this project has workspace ${desired.workspace}, stack ${desired.stack}`,
      'Apply it where it was made (-C DIR, --stack NAME), or plan again: postform plan -o FILE',
    );
  if (basis.lineage === '' && Object.keys(state.resources).length > 0 && state.inProgress === undefined)
    throw stalePlan('it was made before there was a state, and now there is one');
  if (basis.lineage !== '' && basis.lineage !== state.lineage)
    throw stalePlan('it was made for another state, that of another project or of one that was made anew since');
  const { kinds, secrets, known } = ports;
  const live = { observations: new Map() };
  const input: ViewInput = { kinds, desired, state, live, secrets, digester, ...(known ? { known } : {}) };
  if (basis.desired !== digestOfDesired(input))
    throw stalePlan('the files or the variables are not those it was made from');
  const now = fingerprintsOf(input);
  for (const [name, fingerprint] of Object.entries(basis.secrets))
    if (fingerprint !== null && now[name] !== fingerprint)
      throw stalePlan(`secret ${name} has another value, or is not set here`);
}

/** Why a saved plan is not carried out. */
export function stalePlan(what: string, next = 'Plan again: postform plan -o FILE'): AppError {
  return new AppError('E_APPLY_STALE', `The saved plan is stale: ${what}.`, {
    hint: `Nothing was written. ${next}`,
    category: 'stale',
  });
}
