// Lists the places of a Postman file with the JSON type of each: what the features of the corpus are counted by.

/**
 * Places such as `$.item[].request.url string`. Items of any depth count as one, an original request as a request, the
 * wrapper of an API answer as none; the parameters of auth are named by its
 * type, wherever it stands, and not taken apart.
 */
export function shapesOf(content: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown, at: string): void => {
    found.add(`${at} ${typeOf(value)}`);
    if (at.startsWith('auth.')) return;
    if (Array.isArray(value)) for (const entry of value) visit(entry, `${at}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) visit(entry, placeOf(`${at}.${key}`));
    }
  };
  visit(content, '$');
  return found;
}

function placeOf(path: string): string {
  return path
    .replace(/^\$\.(collection|environment)\b/, '$')
    .replace(/^\$\.item\[\](\.item\[\])+/, '$.item[]')
    .replace('response[].originalRequest.', 'request.')
    .replace(/^.*(?<!\.url)\.auth\.(?!type$)/, 'auth.');
}

/** `null`, `list`, `empty list`, `object`, `empty object`, `text`, `empty text`, `number`, `boolean`. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text';
  if (Array.isArray(value)) return value.length === 0 ? 'empty list' : 'list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'empty object' : 'object';
  return typeof value;
}
