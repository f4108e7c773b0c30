// Canaries: made-up secrets, and every form in which one may come to light.

/** One that is escaped in JSON, one that could be a plain value, one of several lines, one short. */
export const canaries = {
  token: 'canary-"quoted"\\and\\slashed-7f3a',
  password: 'Canary+Value/41c9==',
  pem: '-----BEGIN CANARY-----\nQ2FuYXJ5TGluZXM0MmI3\n-----END CANARY-----\n',
  pin: 'c4n4ry-9',
} as const;

/** A value as it may stand in a text: itself, escaped once and twice, in a URL, in base64 at any offset. */
export function formsOf(value: string): readonly string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const shifted = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const core = (text: string): string => text.replace(/=+$/, '').slice(offset === 0 ? 0 : 4, -2);
    return [core(bytes.toString('base64')), core(bytes.toString('base64url'))];
  });
  const lines = value.split('\n').filter((line) => line.length > 7 && !line.startsWith('-----'));
  const twice = JSON.stringify(escaped).slice(1, -1);
  return [
    ...new Set([
      value,
      escaped,
      twice,
      encodeURIComponent(value),
      Buffer.from(value).toString('hex'),
      ...shifted,
      ...lines,
    ]),
  ];
}
