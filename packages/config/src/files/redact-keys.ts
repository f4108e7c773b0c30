// Redacts texts that have the form of a key or a token in messages, hints and excerpts.
import type { Diagnostic } from '@postform/engine';

/** The prefixes that Postman, forges and clouds give their tokens, JSON Web Tokens, and any long mix of letters and digits. UUIDs are no keys. */
const KEY =
  /(?<!\w)(?:(PMA[KT]-)[\w-]*|(gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|sk_|AKIA)[\w-]{12,}|(eyJ)[\w-]{8,}(?:\.[\w-]+){1,2}|(?=(?:[A-Za-z]*\d){3})(?=\d*[A-Za-z])[A-Za-z0-9]{32,}(?!\w))/gi;

const prefixOf = (groups: readonly unknown[]) =>
  String(groups.slice(0, 3).find((group) => typeof group === 'string') ?? '');

/** `PMAK-***`: as much as says what it is. */
export function maskKeys(text: string): string {
  return text.replace(KEY, (_key, ...groups) => `${prefixOf(groups)}***`);
}

/** As `maskKeys`, with as many characters as before, so that columns hold. */
export function maskLine(line: string): string {
  return line.replace(KEY, (key: string, ...groups) => prefixOf(groups).padEnd(key.length, '*'));
}

/** Every diagnostic passes here last. */
export function withoutKeys(diagnostic: Diagnostic): Diagnostic {
  const message = maskKeys(diagnostic.message);
  const hint = maskKeys(diagnostic.hint ?? '');
  if (message === diagnostic.message && hint === (diagnostic.hint ?? '')) return diagnostic;
  const advice = `Keep keys in the environment, never in a file: write { secret: NAME } in desired files and { env: NAME } in the project file. ${REVOKE}`;
  return {
    ...diagnostic,
    message,
    hint: hint === '' || hint.includes(REVOKE) ? hint || advice : `${hint} ${advice}`,
    secret: true,
  };
}

/** Advice behind every hint about a key. */
export const REVOKE = 'If it is a real key, revoke it, because it was written to a file.';
