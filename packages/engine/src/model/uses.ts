// Texts of desired files, in which `${…}` is a use and `$${` a literal `${`.
import { type DeferredValue, isDeferredValue } from './json.ts';

/** What to write for a literal text, so that nothing in it is taken for a use. */
export function escapeUses(text: string): string {
  return text.replaceAll('${', () => '$${');
}

export function holdsUse(authored: string): boolean {
  return authored.includes('${') && authored.replaceAll('$${', '').includes('${');
}

/** What to write for a ref, or for texts and refs that are joined; undefined for any other deferred value. */
export function usesText(value: DeferredValue): string | undefined {
  if (value.$deferred === 'ref') return `\${${value.address}.${value.attribute}}`;
  if (value.$deferred !== 'text') return undefined;
  const parts = value.parts.map((part) =>
    typeof part === 'string' ? escapeUses(part) : isDeferredValue(part) ? usesText(part) : undefined,
  );
  return parts.includes(undefined) ? undefined : parts.join('');
}
