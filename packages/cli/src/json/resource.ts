// Names a resource in a record, as OpenTofu's records do.
import { kindNameOf } from '@postform/engine';

export function resource(address: string): Readonly<Record<string, unknown>> {
  const kind = kindNameOf(address);
  const parts = { addr: address, resource_type: kind, resource_name: address.slice(kind.length + 1) };
  return { resource: parts };
}
