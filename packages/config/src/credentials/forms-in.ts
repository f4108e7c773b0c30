// Finds credentials of known form in a text, in linear time.
import { BY_NAME, CREDENTIAL_FORMS, type CredentialForm } from './forms.ts';
import { hasHighEntropy, isPlaceholder, isRandom } from './randomness.ts';

/** Where a credential stands in a text. */
export interface FormMatch {
  readonly form: Pick<CredentialForm, 'rule' | 'what'>;
  readonly from: number;
  readonly to: number;
  /** False where the form alone does not say much, and the entropy is low. */
  readonly isSure: boolean;
}

/** No word goes on into a credential; with it, runs that begin like one again and again are read once. */
const ALONE = '(?<![\\w-])';

/** One search for how any of them begins: nearly all texts have none. */
const ANY_LEAD = new RegExp(CREDENTIAL_FORMS.map(({ lead }) => `(?:${lead})`).join('|'));

/** The credential is the first group, and ends the match. */
const MATCHERS = CREDENTIAL_FORMS.map((form) => {
  const { lead, body, isContext } = form;
  const start = isContext === true || lead.startsWith('-') ? '' : ALONE;
  const pattern = isContext ? `(?:${lead})(${body})` : `${start}((?:${lead})${body})`;
  return { form, lead: new RegExp(lead), pattern: new RegExp(pattern, 'g') };
});

const byContext: ReadonlySet<CredentialForm['check']> = new Set(['pair', 'random', 'password']);

/** No credential of the list is shorter with its lead. */
const LEAST = 12;

/** In the order of the text; where two overlap, the first of the list counts. */
export function formsIn(text: string): readonly FormMatch[] {
  let found: readonly FormMatch[] = [];
  if (text.length < LEAST || !ANY_LEAD.test(text)) return found;
  for (const matcher of MATCHERS) {
    if (!matcher.lead.test(text)) continue;
    const mine = matchesOf(matcher, text, found);
    if (mine.length > 0) found = [...found, ...mine].sort((one, other) => one.from - other.from);
  }
  return found;
}

/** Those that overlap none of `before`, which are in the order of the text. */
function matchesOf(
  { form, pattern }: (typeof MATCHERS)[number],
  text: string,
  before: readonly FormMatch[],
): readonly FormMatch[] {
  const found: FormMatch[] = [];
  let next = 0;
  for (const { index, 0: whole, 1: value = '' } of text.matchAll(pattern)) {
    const to = index + whole.length;
    const from = to - value.length;
    while (next < before.length && before[next]!.to <= from) next += 1;
    const isTaken = next < before.length && before[next]!.from < to;
    if (isTaken || !isCredential(value, form)) continue;
    found.push({ form, from, to, isSure: !byContext.has(form.check) || hasHighEntropy(value) });
  }
  return found;
}

/** The beginning of one before a mark that says that a text was cut; it ends the match. */
const CUTS = CREDENTIAL_FORMS.map(
  ({ lead, isContext }) =>
    new RegExp(
      isContext
        ? `(?:${lead})((?=[^\\s"'…]{0,99}\\d)[^\\s"'…]{6,1000})(?= ?…)`
        : `((?:${lead})[^\\s"'…]{4,1000})(?= ?…)`,
      'g',
    ),
);

/** What output hides of a text: credentials of known form, whole or cut short. */
export function formRanges(text: string): readonly Pick<FormMatch, 'from' | 'to'>[] {
  if (!ANY_LEAD.test(text)) return [];
  const cut = text.includes('…') ? CUTS.flatMap((pattern) => [...text.matchAll(pattern)]) : [];
  const ranges = cut.map(({ index, 0: whole, 1: piece = '' }) => {
    const to = index + whole.length;
    return { from: to - piece.length, to };
  });
  return [...formsIn(text), ...ranges];
}

/** Longer texts are documents, not credentials. */
const MOST_NAMED = 10_000;

/** A long random text in a field whose name says credential; undefined where it is none. */
export function valueByName(text: string): FormMatch | undefined {
  if (text.length > MOST_NAMED) return undefined;
  const [, scheme = '', value = ''] = /^(\s*(?:[A-Za-z]{3,12} )?)(\S*)\s*$/.exec(text) ?? [];
  if (!isRandom(value)) return undefined;
  return { form: BY_NAME, from: scheme.length, to: scheme.length + value.length, isSure: hasHighEntropy(value) };
}

function isCredential(value: string, { check }: CredentialForm): boolean {
  switch (check) {
    case 'none':
      return true;
    case 'signed':
      return isSigned(value);
    case 'pair':
      return isPair(value);
    case 'random':
      return isRandom(value);
    case 'password':
      return !isPlaceholder(value) && !/^(?:pass|pwd|test|guest|admin|root|user|postgres|\d+)$/i.test(value);
    default:
      return !isPlaceholder(value);
  }
}

/** A JSON Web Token that is signed, and not the one of the textbooks (`"sub": "1234567890"`). */
function isSigned(token: string): boolean {
  const [head = '', payload = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
  return /"alg"\s*:\s*"(?!none)/i.test(head) && !/12345|example|John Doe/i.test(payload) && !/(.)\1{9}/.test(token);
}

/** `name:password` in base64. */
function isPair(encoded: string): boolean {
  const [, name, password = ''] =
    /^([\x20-\x7e]*?):([\x20-\x7e]*)$/.exec(Buffer.from(encoded, 'base64').toString('latin1')) ?? [];
  return name !== undefined && `${name}${password}`.length >= 6 && !isPlaceholder(`${name} ${password}`);
}
