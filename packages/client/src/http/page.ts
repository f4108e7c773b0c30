// Recognizes a page that came instead of JSON, and who sent it, by its text and headers. Pure.
import type { WireHeaders } from './headers.ts';

export interface Page {
  readonly by: 'cloudflare' | 'sign-in' | 'unknown';
  /** `a page titled "Sign in"`; quotes only the title, because the page may come from anywhere. */
  readonly what: string;
  /** The intermediary as it names itself: `squid/5.7`. */
  readonly name?: string;
  /** By which Cloudflare support finds the call. */
  readonly rayId?: string;
}

/** Only this much of a page is searched. */
const SEARCHED = 20_000;
const MOST_CHARACTERS = 80;

/** Undefined where the text is neither HTML nor XML. */
export function pageOf(text: string, headers: WireHeaders = {}): Page | undefined {
  const start = text.slice(0, SEARCHED);
  if (!/^\s*</.test(start)) return undefined;
  const title = /<title[^>]*>([^<]{1,80})/i.exec(start)?.[1]?.trim();
  const what = title === undefined ? 'an HTML or XML page' : `a page titled "${title}"`;
  const rayId = headerOf(headers, 'cf-ray');
  if (rayId !== undefined || /cloudflare|cf-error|cf-chl|^just a moment/i.test(`${title ?? ''}\n${start}`))
    return { by: 'cloudflare', what, ...(rayId === undefined ? {} : { rayId }) };
  const name = headerOf(headers, 'via') ?? headerOf(headers, 'server');
  const isSignIn = /type=["']?password|sign.?in|log.?in\b|captive|hotspot|wi-?fi|single sign/i.test(start);
  return { by: isSignIn ? 'sign-in' : 'unknown', what, ...(name === undefined ? {} : { name }) };
}

/** Describes a body that is neither JSON nor a page, without quoting it. */
export function glimpseOf(text: string): string {
  return text === '' ? 'an empty body' : `${text.length} characters`;
}

function headerOf(headers: WireHeaders, name: string): string | undefined {
  const value = headers[name];
  const text = typeof value === 'object' ? value[0] : value;
  return text === undefined || text === '' ? undefined : text.slice(0, MOST_CHARACTERS);
}
