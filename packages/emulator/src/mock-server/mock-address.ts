// Tells which calls are for a live mock, and makes the URL of a mock.

/** What the API shows as `mockUrl`: an address of this emulator, or the one Postman would give. */
export type MockUrlStyle = 'local' | 'postman';

/** A call for a mock. `target` is the path with its query as the mock sees it, starting with a slash. */
export interface MockVisit {
  readonly mockId: string;
  readonly target: string;
}

const prefix = '/_mock/';
const domain = '.mock.pstmn.io';

/**
 * The visit when a call of `url`, without scheme and host, is for a mock: `/_mock/<id>/…` on any host, or any path on
 * `<id>.mock.pstmn.io`, port or not. Whether such a mock exists is not checked.
 */
export function visitOf(url: string, hostHeader: string | undefined): MockVisit | undefined {
  if (url.startsWith(prefix)) {
    const rest = url.slice(prefix.length);
    const end = rest.search(/[/?]/);
    if (end < 0) return { mockId: rest, target: '/' };
    const target = rest.slice(end);
    return { mockId: rest.slice(0, end), target: target.startsWith('/') ? target : `/${target}` };
  }
  const host = hostHeader?.replace(/:\d+$/, '').toLowerCase() ?? '';
  if (!host.endsWith(domain)) return undefined;
  return { mockId: host.slice(0, -domain.length), target: url.startsWith('/') ? url : `/${url}` };
}

/** `https://<id>.mock.pstmn.io` as Postman's (OpenAPI 1.45.0, getMock), or `<origin>/_mock/<id>`. */
export function mockUrl(mockId: string, origin: string, style: MockUrlStyle): string {
  return style === 'postman' ? `https://${mockId}${domain}` : `${origin}${prefix}${mockId}`;
}
