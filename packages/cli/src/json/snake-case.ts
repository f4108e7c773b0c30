// Turns the keys of our own data into snake_case, as every JSON output has them; keys that are data stay as they are.

/** Below these keys stand names of the user, of the API or of the calendar. */
export const DATA_KEYS: ReadonlySet<string> = new Set([
  'attributes',
  'before',
  'by_bucket',
  'by_command',
  'by_day',
  'item_ids',
  'patch',
  'secrets',
  'sent',
  'settled',
]);

/** A copy; undefined values are left out, as JSON leaves them out. */
export function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => {
        const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
        return [name, DATA_KEYS.has(name) ? item : snakeCased(item)];
      }),
  );
}
