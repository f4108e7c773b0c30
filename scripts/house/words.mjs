// Finds words that the glossary has replaced, in identifiers, comments, texts and file names.

/** Old word, as a regular expression over whole words in lower case, and the word of the glossary. */
export const OLD_WORDS = [
  ['looks?|looked|looking|lookers?', 'read or refresh'],
  ['sightings?|unseen', 'observation, unread'],
  ['surveys?|surveyed', 'view'],
  ['judges?|judged|judging', 'evaluate, evaluation'],
  ['memos?', 'item ids'],
  ['keepsakes?', 'backup'],
  ['residues?', 'unexplained difference'],
  ['veils?|veiled', 'redact'],
  ['gists?', 'summary'],
  ['namesakes?', 'objects of the same name'],
  ['gates?', 'bucket'],
  ['passages?', 'grant'],
  ['purses?', 'quota'],
  ['books', 'ledger'],
  ['outlooks?', 'forecast'],
  ['spares', 'prefetched permits'],
  ['alarms?', 'timer'],
  ['labs?|desks?|straits?|crews?', 'harness, fleet'],
  ['rooms?', 'file, folder'],
];

/** The same of what single words cannot tell: outside of these places the words are good English. */
export const OLD_PHRASES = [
  [/\$late\b/, '$late', '$deferred'],
  [/\bworld: (?:Pick<)?Ports\b|(?<!\.)\.world\b/, 'world', 'ports'],
];

const PATTERN = new RegExp(`^(?:${OLD_WORDS.map(([words]) => words).join('|')})$`);

/** Postman's own words, which the emulator repeats, and the name of another product. */
const IMITATED = /you(?: are|'re) looking for|\bGitLab\b/g;

/** File → old words and phrases that stand in it because installations have stored them. */
const STORED_KEYS = new Map([
  ['packages/client/src/limiter/windows-format.ts', ['gates']],
  ['packages/client/src/quota/stored-data.test.ts', ['gates']],
  ['packages/state/src/file/old-formats.ts', ['memo', 'residues']],
]);

export function wordBreaches({ file, text }) {
  const stored = STORED_KEYS.get(file) ?? [];
  const lines = [file.replace(/\//g, ' '), ...text.replace(IMITATED, '').split('\n')];
  return lines.flatMap((line, at) => {
    const words = new Set(wordsOf(line).filter((word) => PATTERN.test(word) && !stored.includes(word)));
    const phrases = OLD_PHRASES.filter(([pattern, old]) => pattern.test(line) && !stored.includes(old));
    const found = [...[...words].map((word) => [word, newWordFor(word)]), ...phrases.map(([, old, now]) => [old, now])];
    return found.map(([old, now]) => `${file}${at === 0 ? '' : `:${at}`}: "${old}" is an old word; say ${now}`);
  });
}

/** `sightingOf` and `look-start` hold the words sighting, of, look and start. */
export function wordsOf(line) {
  return (line.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
}

function newWordFor(word) {
  const row = OLD_WORDS.find(([words]) => new RegExp(`^(?:${words})$`).test(word));
  return row?.[1] ?? 'the word of docs/glossary.md';
}
