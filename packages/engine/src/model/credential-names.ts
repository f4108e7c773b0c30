// Names of fields and headers that hold a credential, whoever made them up.

/**
 * How such names end, written small and without signs between: parameters of auth (the editors of Postman's auth types;
 * `clientSecret` and `client_secret` alike) and headers that carry credentials.
 */
const ENDINGS: readonly string[] = [
  ...['token', 'secret', 'password', 'passwd', 'passphrase', 'assertion', 'verifier', 'credential', 'credentials'],
  ...['secretkey', 'privatekey', 'authkey', 'apikey', 'subscriptionkey', 'functionskey'],
  ...['authorization', 'cookie'],
];

/** True for `Authorization`, `X-API-Key`, `Set-Cookie`, `clientSecret`, … */
export function namesCredential(name: string | undefined): boolean {
  const small = (name ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  return ENDINGS.some((ending) => small.endsWith(ending));
}
