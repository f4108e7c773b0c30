// Decides which secret values can be redacted by value, and in which spellings to search for each.
import { collapse } from './views.ts';

/** A text that reveals a secret. */
export interface Spelling {
  readonly text: string;
  /** Redacted only where no letter or digit is beside it, because a word may be part of another word. */
  readonly alone: boolean;
  /** Base64: characters beside it belong to the same encoded text and are redacted with it. */
  readonly encoded: boolean;
}

/** Shorter values occur everywhere; redacting them would redact everything. */
const LEAST = 4;
/** Shorter numbers may be counts, years or ports. */
const LEAST_DIGITS = 6;
/** From this length on, mixed characters are redacted inside words as well. */
const LEAST_ANYWHERE = 8;
const LEAST_LINE = 8;
const LEAST_ENCODED = 6;
const CONTROLS = /\p{Cc}+/gu;

/** Words that output is made of, and common placeholders. They are redacted by place, not by text. */
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
 * The spellings to search for once `value` is known; none where it cannot be told from ordinary text:
 *
 * | value | redacted |
 * |---|---|
 * | fewer than 4 characters, fewer than 6 digits, a word of the list above | by place only |
 * | fewer than 8 characters, or letters only | where it is a word of its own |
 * | anything else | anywhere |
 *
 * In a value of several lines, each line of 8 or more characters is a value as well.
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
