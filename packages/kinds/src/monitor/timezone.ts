// Checks names of time zones, and finds the nearest one to a misspelt name.
import { nearest } from '@postform/engine';

/** Asking Intl takes a millisecond, and there may be a thousand monitors. */
const NAMES = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

/** Undefined where the name is one of the IANA database; else what may have been meant. */
export function timezoneProblem(name: string): { readonly suggestion: string | undefined } | undefined {
  if (NAMES.includes(name)) return undefined;
  const listed = NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
  if (listed !== undefined) return { suggestion: listed };
  if (isAlias(name)) return undefined;
  const inCapitals = name.replace(/(^|[/_-])[a-z]/g, (letter) => letter.toUpperCase());
  if (isAlias(inCapitals)) return { suggestion: inCapitals };
  const words = name.trim().replaceAll(' ', '_').toLowerCase();
  const city = NAMES.find((known) => known.toLowerCase().endsWith(`/${words}`));
  return { suggestion: city ?? nearest(name, NAMES) };
}

/** Older names, such as Asia/Kolkata or US/Pacific, which Intl takes without listing them. Offsets are no NAMES. */
function isAlias(name: string): boolean {
  if (!/^[A-Z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
