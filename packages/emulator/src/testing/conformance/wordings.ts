// Lists the words that a shared component of errors has for one refusal, and how the emulator says each.
import type { EmulatorOptions } from '../../index.ts';
import { faulty } from './everywhere.ts';
import type { PlayedScenario } from './scenario.ts';

type Switches = NonNullable<EmulatorOptions['switches']>;

/** By component and example: the switches under which the refusal is worded so (`http/wording.ts`). */
const switchesFor: Readonly<Record<string, Readonly<Record<string, Switches>>>> = {
  common401Error: {
    Unauthorized: { unauthenticatedBody: 'unauthorized' },
    'Authentication Error': { unauthenticatedBody: 'AuthenticationError' },
    'Invalid API Key': { unauthenticatedBody: 'header' },
    'Missing API Key': { unauthenticatedBody: 'headerOrQuery' },
    'Not Authorized': { unauthenticatedBody: 'notAuthorized' },
  },
  common403Error: {
    Forbidden: { forbiddenBody: 'forbidden' },
    'Inadequate Permissions': { forbiddenBody: 'inadequate' },
    'No Permissions': { forbiddenBody: 'forbiddenError' },
    'No Permissions for Workspace': { forbiddenBody: 'workspace' },
    'Not Authorized': { forbiddenBody: 'notAuthorized' },
    'No Access to Resource': { forbiddenBody: 'resource' },
    'Permission Denied': { forbiddenBody: 'permission' },
    'Feature Unavailable': { forbiddenBody: 'region' },
  },
};

/**
 * The scenario that has the refusal of `sibling` in the words of another example of its component; undefined where the
 * emulator has the words of the sibling alone. A 500 takes a fault in any words.
 */
export function reworded(component: string, example: string, sibling: PlayedScenario): PlayedScenario | undefined {
  const { operation, status, options = {}, play } = sibling;
  if (component === 'common500Error') return faulty(operation, status, example);
  const switches = switchesFor[component]?.[example];
  if (switches === undefined) return undefined;
  return { operation, status, example, play, options: { ...options, switches: { ...options.switches, ...switches } } };
}
