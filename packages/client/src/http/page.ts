// A page where JSON was due: whose it is, by what it looks like and by the headers it came with. Pure.
import type { WireHeaders } from './headers.ts';

export interface Page {
  readonly by: 'cloudflare' | 'sign-in' | 'somebody';
  /** `a page titled "Sign in"`; quotes the title only, for it may be anybody's page. */
  readonly what: string;
  /** The intermediary as it names itself: `squid/5.7`. */
  readonly name?: string;
  /** By which Cloudflare finds the call again. */
  readonly rayId?: string;
}

/** More of a page is not looked at. */
const LOOKED_AT = 20_000;
const MOST_CHARACTERS = 80;

/** Undefined where the text is no HTML or XML. */
export function pageOf(text: string, headers: WireHeaders = {}): Page | undefined {
  const start = text.slice(0, LOOKED_AT);
  if (!/^\s*</.test(start)) return undefined;
  const title = /<title[^>]*>([^<]{1,80})/i.exec(start)?.[1]?.trim();
  const what = title === undefined ? 'an HTML or XML page' : `a page titled "${title}"`;
  const rayId = headerOf(headers, 'cf-ray');
  if (rayId !== undefined || /cloudflare|cf-error|cf-chl|^just a moment/i.test(`${title ?? ''}\n${start}`))
    return { by: 'cloudflare', what, ...(rayId === undefined ? {} : { rayId }) };
  const name = headerOf(headers, 'via') ?? headerOf(headers, 'server');
  const isSignIn = /type=["']?password|sign.?in|log.?in\b|captive|hotspot|wi-?fi|single sign/i.test(start);
  return { by: isSignIn ? 'sign-in' : 'somebody', what, ...(name === undefined ? {} : { name }) };
}

/** What a body that is neither JSON nor a page looks like, without quoting it. */
export function glimpseOf(text: string): string {
  return text === '' ? 'an empty body' : `${text.length} characters`;
}

function headerOf(headers: WireHeaders, name: string): string | undefined {
  const value = headers[name];
  const text = typeof value === 'object' ? value[0] : value;
  return text === undefined || text === '' ? undefined : text.slice(0, MOST_CHARACTERS);
}
