// Recognises YAML's own traps in the line of a syntax error.
export interface Trap {
  /** Where the value that needs quotes begins in the line, from 0. */
  readonly at: number;
  readonly value: string;
  readonly message: string;
  readonly hint: string;
}

function quote(value: string): string {
  return value.includes('"') || value.includes('\\') ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
}

const trap = (message: string, at: number, value: string): Trap => ({
  at,
  value,
  message: `${message}: ${value}`,
  hint: `quote it: ${quote(value)}`,
});

/** In order of certainty; the first group is the value that needs quotes. */
const TRAPS: readonly (readonly [when: RegExp, message: string])[] = [
  [
    /(?:^|[:,[{-]\s+)(\*[^\s,\]}]*(?:\s+[^\s#,\]}]+)+|\*\/\d[^,\]}]*)\s*(?:[,}\]].*)?$/,
    'an unquoted * starts an alias in YAML',
  ],
  [/[:,[-]\s+([^\s"'][^"'{]*\{\{.*?\}\}[^\s,\]}]*|\{\{.*?\}\}[^\s,\]}]*)/, 'an unquoted {{ starts a map in YAML'],
  [/(?:[:,[-]\s+|^\s*)([@`%][^,\]}]*)/, 'a plain YAML text cannot start with this character'],
  [/^[^:]*:\s+([^"'[{|>#\s][^"']*:\s.*|[^"'[{|>#\s][^"']*:)$/, 'a plain YAML text cannot contain a colon and a space'],
];

/** What the user most likely did in this line; undefined where nothing fits. */
export function trapIn(wholeLine: string): Trap | undefined {
  const line = wholeLine.slice(0, 500).trimEnd();
  const use = unquotedUse(line);
  if (use !== undefined)
    return trap(`an unquoted \${…} inside { } or [ ], or before a colon, is read as a map`, use.at, use.value);
  for (const [when, message] of TRAPS) {
    const found = when.exec(line);
    const value = found?.[1]?.trim();
    if (found && value) return trap(message, found.index + found[0].indexOf(value), value);
  }
  return undefined;
}

/** The plain text around the first `${…}` that stands outside quotes, and where it would hurt. */
function unquotedUse(line: string): { readonly at: number; readonly value: string } | undefined {
  const at = line.replace(/"[^"]*"|'[^']*'/g, (text) => '_'.repeat(text.length)).indexOf('${');
  if (at === -1) return undefined;
  const before = line.slice(0, at);
  const start = Math.max(before.search(/[^\s{[,:]*$/), before.search(/(?<=[\s{[,])[^\s{[,]*$/));
  const scheme = /(?<=^|[\s{[,])[a-z][a-z0-9+.-]*:\/\/[^\s{[,]*$/i.exec(before);
  const close = line.indexOf('}', at);
  if (close === -1) return undefined;
  const rest = /^(?:\$\{[^}]*\}|[^\s,\]}])*/.exec(line.slice(close + 1))?.[0] ?? '';
  const from = scheme === null ? start : scheme.index;
  return { at: from, value: line.slice(from, close + 1) + rest.replace(/:$/, '') };
}
