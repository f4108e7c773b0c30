// Finds the credentials in a text from a place for credentials: after a scheme, in a header line, in a cookie.
import { namesCredential } from '@postform/engine';

const LEAST_PIECE = 6;
const SCHEME = /^(?:apikey|basic|bearer|digest|hawk|jwt|key|negotiate|ntlm|oauth|token)[\s:]+(?=\S)/i;
const HEADER_LINE = /^([\w-]+):(.*)$/;

/** `Basic dXNlcjpwYXNz` gives itself, `dXNlcjpwYXNz`, `user:pass` and `pass`. References such as `{{token}}` are not credentials. */
export function credentialsIn(text: string): readonly string[] {
  const headers = text.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, name = '', value = ''] = HEADER_LINE.exec(line.trim()) ?? [];
    return namesCredential(name) ? [value] : [];
  });
  return headers.length > 0 ? headers.flatMap(piecesOf) : piecesOf(text);
}

function piecesOf(text: string): readonly string[] {
  return text.split(/\{\{[^{}]*\}\}|\$\{[^{}]*\}/).flatMap((literal) => {
    const whole = literal.trim();
    const bare = whole.replace(SCHEME, '');
    const long = [...bare.split(/[;,&]\s*/).map(assignedIn), ...decodedBasic(whole)].filter(
      (piece) => piece.length >= LEAST_PIECE,
    );
    return [...new Set([whole, bare, ...long])];
  });
}

/** Of `session=abc` and `oauth_signature="abc"`: `abc`. */
function assignedIn(part: string): string {
  const [, value = part] = /^[\w.-]+=(?!=*$)(.*)$/s.exec(part.trim()) ?? [];
  return value.replace(/^"(.*)"$/s, '$1');
}

function decodedBasic(text: string): readonly string[] {
  const encoded = /^basic\s+([A-Za-z0-9+/_-]+=*)$/i.exec(text)?.[1];
  if (encoded === undefined) return [];
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? [pair] : [pair, pair.slice(colon + 1)];
}
