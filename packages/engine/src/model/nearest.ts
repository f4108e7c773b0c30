// Finds the known word that a mistyped one most likely stands for.
/** Edits between two words: insert, delete, replace, swap of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** The known word that a person most likely meant, or undefined where none is near. Case counts for nothing. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.slice(0, 100).toLowerCase();
  let found: string | undefined;
  let best = Math.min(Math.max(1, Math.floor((wanted.length + 1) / 4)), wanted.length - 1) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= best) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < best) [best, found] = [distance, candidate];
  }
  return found;
}
