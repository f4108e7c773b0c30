// The target room: what a request line asks for.
import type { Call } from '../world/state.ts';

const noQuery: Readonly<Record<string, string>> = {};
const origin = /^https?:\/\/[^/?#]*/i;

/** The target without scheme and host: every server must take whole URLs, as proxies are sent (RFC 9112, 3.2.2). */
export function localTarget(target: string): string {
  return target.startsWith('/') ? target : target.replace(origin, '');
}

/** Path and query of a local target. */
export function splitTarget(target: string): { readonly path: string; readonly query: Call['query'] } {
  const at = target.indexOf('?');
  if (at < 0) return { path: target, query: noQuery };
  return { path: target.slice(0, at), query: Object.fromEntries(new URLSearchParams(target.slice(at + 1))) };
}
