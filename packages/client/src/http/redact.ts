// Removes secrets from texts: no message, hint or event holds the API key in any spelling.
import type { ProxyOptions } from './endpoint.ts';
import type { Redact } from './errors.ts';

/** Any Postman API key. */
const POSTMAN_KEY = /PMA[KT]-[\w-]+/g;

/** Masks each secret as it stands, percent-encoded and in base64, and anything in the form of a Postman key. */
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

/** Passwords in proxy URLs, as they stand and decoded. */
export function proxyPasswords(proxy: ProxyOptions): readonly string[] {
  return [proxy.https, proxy.http].flatMap((text) => {
    if (text === undefined || !URL.canParse(text)) return [];
    const { password } = new URL(text);
    const decoded = new URLSearchParams(`password=${password.replaceAll('+', '%2B')}`).get('password') ?? '';
    return [password, decoded];
  });
}
