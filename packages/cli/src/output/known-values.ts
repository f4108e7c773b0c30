// Which values can be hidden by value, and the spellings in which each is looked for.
import { collapse } from './views.ts';

/** A text that stands for a secret. */
export interface Spelling {
  readonly text: string;
  /** Hidden only where no letter or digit stands beside it: a word may be a part of another word. */
  readonly alone: boolean;
  /** Of base64: characters beside it belong to the same encoded text, and are hidden with it. */
  readonly encoded: boolean;
}

/** Shorter ones are everywhere: hiding them would hide everything. */
const LEAST = 4;
/** Shorter numbers are counts, years and ports as well. */
const LEAST_DIGITS = 6;
/** From here on a mix of characters is hidden inside of words, too. */
const LEAST_ANYWHERE = 8;
const LEAST_LINE = 8;
const LEAST_ENCODED = 6;
const CONTROLS = /\p{Cc}+/gu;

/** Words of which output is made, and what people write where no secret is. Their place is hidden, their text is not. */
const WORDS: ReadonlySet<string> = new Set(
  [
    'true false null none undefined yes default empty unset value values text string type name names',
    'secret secrets password token tokens apikey bearer basic digest noauth username user admin root guest test tests',
    'changeme example examples placeholder dummy sample local localhost http https header headers cookie',
    'environment environments collection collections monitor monitors mock mocks workspace workspaces',
    'postform postman plan apply drift import destroy state lock budget stack file files call calls change changes',
    'create update delete replace adopt created updated deleted error warning hint info detail message diagnostic',
    'staging production development prod',
  ].flatMap((line) => line.split(' ')),
);

/**
 * What is looked for once `value` is known; nothing where it cannot be told from ordinary text:
 *
 * | value | hidden |
 * |---|---|
 * | fewer than 4 characters, fewer than 6 digits, a word of the list above | by place only |
 * | fewer than 8 characters, or letters only | where it stands alone |
 * | anything else | anywhere |
 *
 * Of several lines, each line of 8 characters or more counts as a value, too.
 */
export function spellingsOf(value: string): readonly Spelling[] {
  const lines = value.split(/\r\n|\r|\n/).filter((line) => line.trim().length >= LEAST_LINE && !/^-----/.test(line));
  const whole = isKnowable(value) ? [plain(value), plain(value.replace(CONTROLS, ' ')), ...encodings(value)] : [];
  const all = [...whole, ...(lines.length > 1 || lines[0] !== value ? lines.filter(isKnowable).map(plain) : [])];
  return all.filter(({ text }) => text.length >= LEAST);
}

export function isKnowable(value: string): boolean {
  const text = collapse(value);
  if (text.length < LEAST || WORDS.has(text.toLowerCase())) return false;
  return text.length >= LEAST_DIGITS || !/^[\d.,:+-]*$/.test(text);
}

function plain(value: string): Spelling {
  const text = collapse(value);
  return { text, alone: text.length < LEAST_ANYWHERE || /^\p{L}+$/u.test(text), encoded: false };
}

/** Base64 in both alphabets, at each offset within an encoded text such as `user:password`, and hexadecimal. */
function encodings(value: string): readonly Spelling[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const cores = [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((shifted.length * 8) / 6);
    return (['base64', 'base64url'] as const).map((alphabet) => shifted.toString(alphabet).slice(first, last));
  });
  return [...new Set([...cores, hex, hex.toUpperCase()])]
    .filter((text) => text.length >= LEAST_ENCODED)
    .map((text) => ({ text, alone: false, encoded: true }));
}
