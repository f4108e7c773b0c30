// Makes up names for an import: of secrets and of files.
import { PUBLIC_DIGESTER } from '@postform/engine';

/** Longest name of a secret, and of its two parts where they must be cut. */
const LONGEST = 60;
const LONGEST_PART = 20;

/**
 * A name for each key: `orders-token`, and `orders_api-token` where a part has a dash, so that no two pairs of owner and
 * key share one. Names of two kinds differ by `kind` in front. Where it is too long both parts are cut, and a few
 * characters stand for the whole. A second key that reads the same gets -2.
 */
export function secretNamer(owner: string, kind = ''): (key: string) => string {
  const taken = new Set<string>();
  return (key) => {
    const slug = slugOf(key) || 'value';
    const separator = kind === '' && !`${owner}${slug}`.includes('-') ? '-' : '_';
    const prefix = kind === '' ? '' : `${kind}_`;
    const whole = `${prefix}${owner}${separator}${slug}`;
    const base =
      whole.length <= LONGEST ? whole : `${prefix}${cut(owner)}_${cut(slug)}_${sign(`${kind} ${owner} ${key}`)}`;
    let free = base;
    for (let count = 2; taken.has(free); count++) free = `${base}-${count}`;
    taken.add(free);
    return free;
  };
}

function slugOf(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function cut(part: string): string {
  return part.slice(0, LONGEST_PART).replace(/-$/, '');
}

function sign(text: string): string {
  return PUBLIC_DIGESTER.digest(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 6);
}

/** Names that Windows keeps for devices, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** A name that every system can have a file of: `con_` for `con`. Slugs have no `_`, so it is nobody else's. */
export function fileName(name: string): string {
  return DEVICE.test(name) ? `${name}_` : name;
}
