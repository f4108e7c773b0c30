// The paths at which a kind can have leaves, and what a pattern of a policy can match among them.
import { joinPointer, type Pointer, type PointerPattern, splitPointer } from './pointer.ts';

/** A place at which a kind may have a leaf. */
export interface LeafPath {
  /** A pointer in which a token `*` stands for any one name. */
  readonly at: PointerPattern;
  /** The beginning of `at` that may stand there any number of times: folders in folders. */
  readonly repeats?: PointerPattern;
  /** One sentence: what the leaf is. */
  readonly means: string;
}

/** True where some leaf at one of the paths, or below one, could be matched: the pattern names it or a part that holds it. */
export function canMatch(pattern: PointerPattern, paths: readonly LeafPath[]): boolean {
  const wanted = splitPointer(pattern);
  return paths.some((path) => spellings(path, wanted.length).some((tokens) => begins(wanted, tokens)));
}

/** The leaf that a pattern reaches into, which is compared as a whole: the pattern's own beginning. Undefined where there is none. */
export function leafAround(pattern: PointerPattern, paths: readonly LeafPath[]): Pointer | undefined {
  const wanted = splitPointer(pattern);
  const around = paths
    .flatMap((path) => spellings(path, wanted.length))
    .find((tokens) => tokens.length < wanted.length && begins(wanted.slice(0, tokens.length), tokens));
  return around && joinPointer(...wanted.slice(0, around.length));
}

/** The path with its repeated beginning once, twice …, up to a length that the pattern cannot outgrow. */
function spellings({ at, repeats }: LeafPath, length: number): readonly (readonly string[])[] {
  const tokens = splitPointer(at);
  if (repeats === undefined) return [tokens];
  const more = splitPointer(repeats);
  const made = [tokens];
  for (let times = 1; times * more.length <= length; times++)
    made.push([...Array.from({ length: times }, () => more).flat(), ...tokens]);
  return made;
}

function begins(wanted: readonly string[], tokens: readonly string[]): boolean {
  return (
    wanted.length <= tokens.length &&
    wanted.every((token, index) => token === '*' || tokens[index] === '*' || token === tokens[index])
  );
}
