// Makes texts that have the form of credentials at run time, so that no file holds one.

const ALPHABETS = {
  base62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  hex: '0123456789abcdef',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
} as const;

/** So many characters that nobody would write by hand; the same for the same seed. */
export function made(length: number, alphabet: keyof typeof ALPHABETS = 'base62', seed = 1): string {
  const letters = ALPHABETS[alphabet];
  let state = (seed * 2654435761 + length) >>> 0;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return letters[(state >>> 16) % letters.length]!;
  }).join('');
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function madeToken(claims: object = { sub: 'u-42', iat: 1700000000 }): string {
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${made(43)}`;
}

/** One credential of each rule: what stands before it in a text, and the credential. */
export const CREDENTIALS: Readonly<Record<string, readonly (readonly [before: string, value: string])[]>> = {
  'private-key': [['', `-----BEGIN ${'PRIVATE'} KEY-----\n${made(64)}\n${made(40)}==\n`]],
  'postman-key': [['', `${'PMAK'}-${made(24, 'hex')}-${made(34, 'hex')}`]],
  'postman-access-key': [['', `${'PMAT'}-${made(26, 'upper')}`]],
  'github-token': [
    ['', `${'ghp'}_${made(36)}`],
    ['', `${'github'}_pat_${made(22)}_${made(59)}`],
  ],
  'gitlab-token': [['', `${'glpat'}-${made(20)}`]],
  'slack-token': [['', `${'xoxb'}-${made(12, 'hex')}-${made(24)}`]],
  'slack-webhook': [
    ['https://', `${'hooks.slack'}.com/services/T${made(8, 'upper')}/B${made(8, 'upper')}/${made(24)}`],
  ],
  'aws-access-key': [['', `${'AKIA'}${made(16, 'base32')}`]],
  'google-api-key': [['key=', `${'AIza'}${made(35)}`]],
  'google-oauth': [['', `${'GOCSPX'}-${made(28)}`]],
  'azure-storage-key': [['DefaultEndpointsProtocol=https;AccountName=a;AccountKey=', `${made(86)}==`]],
  'stripe-key': [['', `${'sk'}_live_${made(24)}`]],
  'shopify-token': [['', `${'shpat'}_${made(32, 'hex')}`]],
  'npm-token': [['', `${'npm'}_${made(36)}`]],
  'pypi-token': [['', `${'pypi'}-AgEIcHlwaS5vcmcC${made(60)}`]],
  'digitalocean-token': [['', `${'dop'}_v1_${made(64, 'hex')}`]],
  'vault-token': [['', `${'hvs'}.${made(30)}`]],
  'sendgrid-key': [['', `${'SG'}.${made(22)}.${made(43)}`]],
  'twilio-key': [['', `${'SK'}${made(32, 'hex')}`]],
  'json-web-token': [['', madeToken()]],
  'url-password': [['postgres://u:', made(14)]],
  'basic-auth': [['Basic ', Buffer.from(`orders:${made(12)}`).toString('base64')]],
  'bearer-token': [['Authorization: Bearer ', made(40)]],
};
