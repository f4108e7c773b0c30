// Room: YAML's own traps: what a syntax error most likely comes from, told from the line it stands in.

interface Trap {
  readonly when: RegExp;
  readonly message: (value: string) => string;
  readonly hint: (value: string) => string;
}

const quoted = (value: string) =>
  value.includes('"') ? `'${value.replaceAll("'", "''")}'` : `"${value.replaceAll('\\', '\\\\')}"`;

/** In order of certainty; `when` captures the value that wants quotes. */
const TRAPS: readonly Trap[] = [
  {
    when: /(?:^|[:,[{-]\s+)(\*[^\s,\]}]*(?:\s+[^\s#,\]}]+)+|\*\/\d[^,\]}]*)\s*(?:[}\]].*)?$/,
    message: (value) => `an unquoted * starts an alias in YAML: ${value}`,
    hint: (value) => `quote it: ${quoted(value.trim())}`,
  },
  {
    when: /(?:[:,[-]\s+|^\s*)([^\s"'#&][^"'#]*?\$\{[^}"']*\}[^\s,\]}"']*|\$\{[^}"']*\}[^\s,\]}"']*)\s*(?:[,}\]].*|: .*)?$/,
    message: (value) => `unquoted \${…} inside { } or [ ], or before a colon, is read as a YAML map: ${value}`,
    hint: (value) => `quote it: ${quoted(value.replace(/^.*?(?=[^\s{[,:]*\$\{)/, ''))}`,
  },
  {
    when: /[:,[-]\s+([^\s"'][^"'{]*\{\{.*|\{\{.*)$/,
    message: (value) => `an unquoted {{ starts a map in YAML: ${value}`,
    hint: (value) => `quote it: ${quoted(value.trim())}`,
  },
  {
    when: /(?:[:,[-]\s+|^\s*)([@`%][^,\]}]*)/,
    message: (value) => `a plain YAML text cannot start with ${value.slice(0, 1)}: ${value}`,
    hint: (value) => `quote it: ${quoted(value.trim())}`,
  },
  {
    when: /^[^:]*:\s+([^"'[{|>#\s][^"']*:\s.*|[^"'[{|>#\s][^"']*:)$/,
    message: (value) => `a plain YAML text cannot hold a colon and a space: ${value}`,
    hint: (value) => `quote it: ${quoted(value.trim())}`,
  },
];

/** What the user most likely did in this line; undefined where nothing fits. */
export function trapIn(line: string): { readonly message: string; readonly hint: string } | undefined {
  for (const { when, message, hint } of TRAPS) {
    const value = when.exec(line.slice(0, 500))?.[1];
    if (value !== undefined) return { message: message(value.trim()), hint: hint(value.trim()) };
  }
  return undefined;
}
