// The basis of a plan: digests of what it was made from, by which a stale one is known.
import type { Address } from '../model/address.ts';
import { type DesiredResource, secretNamesOf } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Json } from '../model/json.ts';
import type { Precondition, Step } from '../model/plan.ts';
import type { ResourceRecord } from '../model/state.ts';
import type { Evaluation } from './evaluate.ts';
import type { ViewInput } from './resource-view.ts';

/** Addresses whose object or record a plan changes: those of its steps, and what it adopts or forgets. */
export function touchedBy(steps: readonly Step[], evaluations: readonly Evaluation[]): ReadonlySet<Address> {
  const quiet = evaluations.filter((item) => item.action === 'adopt' || item.action === 'forget');
  return new Set([...steps.map((step) => step.address), ...quiet.map((item) => item.view.address)]);
}

/** What a saved plan relies on, for each address that it touches. */
export function preconditionsOf(
  evaluations: readonly Evaluation[],
  touched: ReadonlySet<Address>,
  input: ViewInput,
): readonly Precondition[] {
  return evaluations
    .filter((item) => touched.has(item.view.address))
    .map(({ view }) => ({
      address: view.address,
      record: recordDigest(input.state?.resources[view.address], input.digester),
      live:
        view.live?.snapshot.root ??
        (view.current ? null : input.digester.digest(view.sameName.map((item) => item.id).sort())),
    }));
}

/** What a plan relies on of a record; null for none. */
export function recordDigest(record: ResourceRecord | undefined, digester: Digester): string | null {
  return record === undefined ? null : digester.digest(record as unknown as Json);
}

/** One digest over all that the files declare: specs, lifecycles and objects to adopt. */
export function digestOfDesired(input: ViewInput): string {
  const { desired, digester } = input;
  const mark = digester.digest('basis');
  return digester.digest(
    desired.resources.map((resource) => [resource.address, digestOfDeclared(resource, mark, input)]),
  );
}

/** `mark` tells digests of this key from those of another. */
function digestOfDeclared(resource: DesiredResource, mark: string, { digester, known }: ViewInput): string {
  const { address, summary } = resource;
  const make = (): string => {
    const { spec, lifecycle, adopt } = resource;
    return digester.digest({ spec, lifecycle: lifecycle as unknown as Json, adopt: adopt ?? null });
  };
  if (known === undefined || summary === undefined) return make();
  const input = `${mark} ${summary.input}`;
  const kept = known.made('basis', address, input);
  if (typeof kept === 'string') return kept;
  const made = make();
  known.note('basis', address, input, { made, from: resource.spec });
  return made;
}

/** Null for a secret that is not available, and for all where there is no key of our own to hide them with. */
export function fingerprintsOf(input: ViewInput): Readonly<Record<string, string | null>> {
  const names = new Set(input.desired.resources.flatMap(secretNamesOf));
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const value = input.secrets(name);
      return [name, value === undefined || !input.digester.isSecret ? null : input.digester.digest(value)];
    }),
  );
}
