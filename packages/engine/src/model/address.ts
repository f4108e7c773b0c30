// Builds and takes apart addresses of resources and ids of steps. Neither is ever sent.
/** `<kind>.<name>`, e.g. `monitor.billing-smoke`. */
export type Address = string;

/** How a name is written in a desired file: a letter or digit, then letters, digits, `_` and `-`. */
export const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]*$';

export function addressOf(kind: string, name: string): Address {
  return `${kind}.${name}`;
}

/** The first half of an address. */
export function kindNameOf(address: Address): string {
  return address.slice(0, address.indexOf('.'));
}

/** Splits an address at its first dot. Returns undefined where the text is not an address. */
export function parseAddress(text: string): { readonly kind: string; readonly name: string } | undefined {
  const dot = text.indexOf('.');
  if (dot < 1) return undefined;
  const name = text.slice(dot + 1);
  return new RegExp(NAME_PATTERN).test(name) ? { kind: text.slice(0, dot), name } : undefined;
}

/** `<address>:<what>`, e.g. `monitor.billing-smoke:delete-old`. */
export type StepId = string;

/** `undo`: the write that takes back what was changed by hand, in forecasts. */
export type StepOp = 'create' | 'update' | 'delete' | 'undo';

/** `old`: for a delete, the id of the superseded object. */
export function stepId(address: Address, op: StepOp, old?: string): StepId {
  return old === undefined ? `${address}:${op}` : `${address}:${op}-${old}`;
}

/** The step that deletes what the same plan replaces. */
export function replacedStepId(address: Address): StepId {
  return stepId(address, 'delete', 'old');
}

/** The address whose object a step changes. */
export function addressOfStep(id: StepId): Address {
  return id.slice(0, id.indexOf(':'));
}
