// Runs the suite without known bytes, or with files of them that are spoilt before each command: POSTFORM_TEST_KNOWN.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `off` or `poisoned`; without it known bytes are used as people use them. */
const setting = process.env['POSTFORM_TEST_KNOWN'];

let spoilt = 0;

/** What a command in `cwd` is given besides its own environment; spoils the files of its project where that is asked for. */
export function knownBytesOf(cwd: string | undefined): Readonly<Record<string, string>> {
  if (setting === 'poisoned' && cwd !== undefined) spoilIn(join(cwd, '.postform'));
  return setting === 'off' ? { POSTFORM_KNOWN: 'off' } : {};
}

/** Changes one byte, cuts the file, or swaps what stands for two objects, in turn. */
function spoilIn(folder: string): void {
  for (const name of namesIn(folder).filter((one) => one.endsWith('.evidence.known'))) {
    const path = join(folder, name);
    const text = readFileSync(path, 'latin1');
    spoilt += 1;
    writeFileSync(path, spoil(text, spoilt), 'latin1');
  }
}

function spoil(text: string, n: number): string {
  const at = (n * 7919) % text.length;
  if (n % 3 === 0) return text.slice(0, at);
  if (n % 3 === 1) return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
  const [one, other] = [...text.matchAll(/"root":"([\w-]+)"/g)].map(([, root]) => root!);
  return one === undefined || other === undefined ? text.slice(0, at) : text.replace(one, other);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
