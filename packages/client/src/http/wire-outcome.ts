// How one HTTP exchange ended, as plain values.
import type { Break, BreakCause } from './breaks.ts';
import type { WireHeaders } from './headers.ts';

/** How an exchange ended. A broken exchange is a value, not an error, because quota and audit trail need it. */
export type WireOutcome =
  /** Given up before its first byte, because `maySend` said no. */
  | { readonly kind: 'unsent'; readonly status?: undefined; readonly headers?: undefined }
  | ({ readonly kind: 'reply' } & WireReply)
  | {
      readonly kind: 'broken';
      readonly cause: BreakCause;
      /** What did not answer: the server or the proxy. */
      readonly peer?: NonNullable<Break['peer']>;
      /** False where the request certainly was not sent: connection, name or handshake failed. */
      readonly sent: boolean;
      /** In words, without key and credentials. */
      readonly detail: string;
      /** Where the head of the reply arrived and its body did not. */
      readonly status?: number;
      readonly headers?: WireHeaders;
    };

export interface WireReply {
  readonly status: number;
  readonly headers: WireHeaders;
  /** Undefined where the call knew the body by its hash. */
  readonly text: string | undefined;
  /** SHA-256 of the bytes of the body, base64url; of a failure, of the part that was read. */
  readonly bodyHash: string;
}
