// Says which version runs: the bundle has it built in, a checkout reads it from the manifest.
import { readFileSync } from 'node:fs';

declare const POSTFORM_VERSION: string | undefined;

export function readVersion(): string {
  if (typeof POSTFORM_VERSION === 'string') return POSTFORM_VERSION;
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
