// What was read of a workspace, as the resources of files that can be written in several ways.
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { LeftOut, ReadObjects } from './read-objects.ts';
import { meansTheSame } from './same-meaning.ts';
import { type Addressed, addressed, type ImportedResource, writeObjects } from './write-objects.ts';

export interface Taken {
  readonly resources: readonly ImportedResource[];
  readonly leftOut: readonly LeftOut[];
}

export interface Writable extends Taken {
  /** One resource as it is where no other of these is managed: they stand in it by their uids. */
  alone(address: Address): ImportedResource;
  /** The resources without those that cannot be taken over, each with the reason; uids stand where they are referred to. */
  without(refused: ReadonlyMap<Address, string>): Taken;
  readonly calls: number;
  /** True where files with uses mean what they mean with literal values in these resources, and can be applied in some order. */
  isSame(literal: Desired, used: Desired, changed: ReadonlySet<Address>): boolean;
}

export function importedOf(
  ports: Ports,
  { found, leftOut, nameOf, calls }: ReadObjects,
  {
    keepSecrets,
    managed,
  }: {
    readonly keepSecrets: boolean;
    /** Objects that have an address already. */
    readonly managed: readonly Addressed[];
  },
): Writable {
  const attributes = new Map([...managed, ...found.map(addressed)].map(({ address, values }) => [address, values]));
  const without: Writable['without'] = (refused) => {
    const taken = found.filter(({ item }) => !refused.has(item.address));
    const kept = found.flatMap(({ item: { kind, address, identity } }): readonly LeftOut[] => {
      const why = refused.get(address);
      const name = nameOf(kind.name, identity.uid) ?? address;
      return why === undefined ? [] : [{ kind: kind.name, name, id: identity.id, why }];
    });
    const among = [...managed, ...taken.map(addressed)];
    return { resources: writeObjects(taken, { keepSecrets, among }), leftOut: [...leftOut, ...kept] };
  };
  return {
    ...without(new Map()),
    without,
    alone: (address) => {
      const one = found.find(({ item }) => item.address === address)!;
      return writeObjects([one], { keepSecrets, among: managed })[0]!;
    },
    isSame: (literal, used, changed) =>
      meansTheSame(ports.kinds, { literal, used }, changed, (address, name) => attributes.get(address)?.[name]),
    calls,
  };
}
