// Addresses, the local and permanent names of resources. An address is never sent.
/** `<kind>.<name>`, e.g. `monitor.billing-smoke`. */
export type Address = string;

/** What a name may look like in a desired file: a letter or digit, then letters, digits, `_` and `-`. */
export const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]*$';

export function addressOf(kind: string, name: string): Address {
  return `${kind}.${name}`;
}

/** Splits an address at its first dot. Returns undefined where the text is not an address. */
export function parseAddress(text: string): { readonly kind: string; readonly name: string } | undefined {
  const dot = text.indexOf('.');
  if (dot < 1) return undefined;
  const name = text.slice(dot + 1);
  return new RegExp(NAME_PATTERN).test(name) ? { kind: text.slice(0, dot), name } : undefined;
}
