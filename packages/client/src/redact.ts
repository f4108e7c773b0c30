// Room: redaction. The key never leaves the client: no message, hint or event holds it in any spelling.
import type { Redact } from './errors.ts';

/** Postman's own keys, whoever they belong to. */
const POSTMAN_KEY = /PMA[KT]-[\w-]+/g;

/** Masks each secret as it stands, percent-encoded and in base64, and anything that looks like a Postman key. */
export function redactor(secrets: readonly string[]): Redact {
  const spellings = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), base64(secret)])
    .sort((a, b) => b.length - a.length);
  return (text) =>
    spellings.reduce((masked, spelling) => masked.replaceAll(spelling, '***'), text).replaceAll(POSTMAN_KEY, '***');
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/=+$/, '');
}
