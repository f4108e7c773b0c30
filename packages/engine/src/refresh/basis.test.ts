// A saved plan is carried out only with the files, variables, secrets and state that it was made from.
import { describe, expect, it } from 'vitest';
import type { Desired } from '../model/desired.ts';
import { PUBLIC_DIGESTER } from '../model/digest.ts';
import type { Plan } from '../model/plan.ts';
import type { State } from '../model/state.ts';
import { digestOfDesired } from '../plan/preconditions.ts';
import { desiredOf, digester, planOf, resource, secret, secrets, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { kinds } from '../testing/kinds.ts';
import { checkBasis, stalePlan } from './basis.ts';

const a = resource('box.a', { name: 'A', values: { token: secret('token') } });
const state = stateOf([{ resource: a }]);
const { plan } = planOf({ held: [{ resource: a }] });
const empty = stateOf([]);

/** Checks a plan made from `a` and its state, with what differs from that. */
function check(
  with_: {
    readonly basis?: Partial<Plan['basis']>;
    readonly desired?: Desired;
    readonly state?: State;
    readonly secrets?: (name: string) => string | undefined;
  } = {},
): void {
  const { ports } = makeHarness(state, { secrets: with_.secrets ?? secrets });
  const checked = { ...plan, basis: { ...plan.basis, ...with_.basis } };
  checkBasis(ports, checked, with_.desired ?? desiredOf([a]), with_.state ?? state, digester);
}

describe('a saved plan', () => {
  it('is carried out with what it was made from', () => {
    expect(() => check()).not.toThrow();
  });

  it('says of a stale one what to run, and that nothing was written', () => {
    expect(stalePlan('it is old')).toMatchObject({
      code: 'E_APPLY_STALE',
      category: 'stale',
      message: 'The saved plan is stale: it is old.',
      hint: expect.stringContaining('Nothing was written.'),
    });
  });

  it.each<[string, Desired]>([
    ['workspace', { ...desiredOf([a]), workspace: 'workspace-2' }],
    ['stack', { ...desiredOf([a]), stack: 'production' }],
  ])('of another %s is stale, and both are named', (_what, desired) => {
    expect(() => check({ desired })).toThrow(
      `it was made for workspace workspace-1, stack test; this project has workspace ${desired.workspace}, stack ${desired.stack}`,
    );
  });

  it('of another lineage is stale; another serial alone is not', () => {
    expect(() => check({ state: { ...state, lineage: 'lineage-2' } })).toThrow('it was made for another state');
    expect(() => check({ state: { ...state, serial: state.serial + 1 } })).not.toThrow();
  });

  it('made before there was a state holds while that is empty, or while it is being applied', () => {
    const basis = { lineage: '' };
    const refused = 'it was made before there was a state, and now there is one';
    expect(() => check({ basis, state: empty })).not.toThrow();
    expect(() => check({ basis })).toThrow(refused);
    expect(() => check({ basis, state: { ...state, inProgress: { plan: 'digest', done: [] } } })).not.toThrow();
  });
});

describe('the files of a saved plan', () => {
  const refused = 'the files or the variables are not those it was made from';

  it.each<[string, Desired]>([
    ['another value', desiredOf([resource('box.a', { ...a.spec, name: 'B' })])],
    ['another lifecycle', desiredOf([resource('box.a', a.spec, { lifecycle: { protect: true } })])],
    ['another object to adopt', desiredOf([resource('box.a', a.spec, { adopt: 'x' })])],
    ['one resource more', desiredOf([a, resource('box.b', { name: 'B' })])],
    ['no resource', desiredOf([])],
  ])('may not have %s', (_what, desired) => {
    expect(() => check({ desired })).toThrow(refused);
  });

  it('may have their resources in another place', () => {
    const moved = { ...a, place: { file: 'desired/other.yaml', line: 9, column: 3 } };
    expect(() => check({ desired: desiredOf([moved]) })).not.toThrow();
  });
});

describe('the secrets of a saved plan', () => {
  const refused = 'secret token has another value, or is not set here';

  it('must have the same values', () => {
    expect(() => check({ secrets: () => 'another' })).toThrow(refused);
    expect(() => check({ secrets: () => undefined })).toThrow(refused);
  });

  it('may have any value where the plan was made without it', () => {
    expect(() => check({ basis: { secrets: { token: null } }, secrets: () => 'another' })).not.toThrow();
    expect(() => check({ basis: { secrets: { token: null } }, secrets: () => undefined })).not.toThrow();
  });

  it('that the files do not use any more make it stale, whatever their names', () => {
    for (const name of ['gone', 'constructor', 'toString'])
      expect(() => check({ basis: { secrets: { [name]: 'fingerprint' } } })).toThrow(
        `secret ${name} has another value`,
      );
  });

  it('cannot be compared without a key of our own, so that the plan is stale', () => {
    const { ports } = makeHarness(state);
    const desired = desiredOf([a]);
    const about = { kinds, desired, state, live: { observations: new Map() }, secrets, digester: PUBLIC_DIGESTER };
    const keyless = { ...plan, basis: { ...plan.basis, desired: digestOfDesired(about) } };
    expect(() => checkBasis(ports, keyless, desired, state, PUBLIC_DIGESTER)).toThrow(refused);
  });
});
