export const OLD_WORDS: readonly (readonly [words: string, instead: string])[];
export function wordBreaches(source: { readonly file: string; readonly text: string }): readonly string[];
export function wordsOf(line: string): readonly string[];
