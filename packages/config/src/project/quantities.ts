// Reads amounts, sizes and durations as the project file writes them.
import type { Amount, WrittenAmount } from './project.ts';

/** `20%` or 400; the schema has checked the form. */
export function amountOf(written: WrittenAmount): Amount {
  return typeof written === 'number' ? { count: written } : { percent: Number.parseFloat(written) };
}

const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 * 1024 };

/** `5MiB`, or `never`, which no size reaches; the schema has checked the form. */
export function bytesOf(text: string): number {
  return text === 'never' ? Number.POSITIVE_INFINITY : quantity(text, UNIT_BYTES);
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `500ms`, `10s`, `2m`, `1h`; the schema has checked the form. */
export function durationMsOf(text: string): number {
  return quantity(text, UNIT_MS);
}

/** A whole number and its unit. */
function quantity(text: string, units: Readonly<Record<string, number>>): number {
  const unit = text.replace(/^\d+/, '');
  return Number.parseInt(text, 10) * units[unit]!;
}
