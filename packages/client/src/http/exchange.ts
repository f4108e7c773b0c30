// One HTTP exchange: takes what happens on the connection, and ends once, in one outcome.
import { type Break, explainBreak, explainExcess } from './breaks.ts';
import type { Deadlines, Expiring } from './deadlines.ts';
import type { Redact } from './errors.ts';
import type { WireHeaders } from './headers.ts';
import { FAILURE_BYTES, ReplyBody } from './reply-body.ts';
import type { WireRequest } from './request.ts';
import type { WireOutcome } from './wire-outcome.ts';

/** Called in the same turn in which the first byte is sent, however long connecting took: no other work comes in between. */
export type MaySend = () => boolean;

export interface ExchangeOptions {
  readonly wire: WireRequest;
  readonly maySend: MaySend;
  readonly deadlines: Deadlines;
  readonly redact: Redact;
  readonly onEnd: (outcome: WireOutcome) => void;
}

/** What undici hands over to end an exchange early; the connection is closed then. */
interface Connection {
  abort(reason: Error): void;
}

class Unsent extends Error {}
class Ended extends Error {}

/** The methods that begin with `on` are those of a handler of undici's `dispatch`. */
export class Exchange implements Expiring {
  readonly #options: ExchangeOptions;
  readonly #body = new ReplyBody();
  #connection: Connection | undefined;
  #head: { readonly status: number; readonly headers: WireHeaders } | undefined;
  #isOver = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    options.deadlines.add(this);
  }

  /** Undici starts a request in the turn in which it writes the head; a request that fails here leaves the connection usable. */
  onRequestStart(connection: Connection): void {
    if (this.#isOver || !this.#options.maySend()) throw new Unsent();
    this.#connection = connection;
  }

  /** Comes once for each informational head (1xx), too. */
  onResponseStart(_: Connection, status: number, headers: WireHeaders): void {
    if (status < 200) return;
    this.#head = { status, headers };
    if (!this.#isSuccess || (lengthOf(headers) ?? 0) <= this.#most) return;
    this.#endAsExcess();
    this.#connection?.abort(new Ended());
  }

  onResponseData(_: Connection, chunk: Uint8Array): void {
    if (this.#isOver || this.#body.add(chunk, this.#most)) return;
    if (this.#isSuccess) this.#endAsExcess();
    else this.onResponseEnd();
    this.#connection?.abort(new Ended());
  }

  onResponseEnd(): void {
    if (this.#isOver || this.#head === undefined) return;
    const bodyHash = this.#body.hash();
    const isKnown = this.#isSuccess && this.#options.wire.isKnown?.(bodyHash) === true;
    this.#end({ kind: 'reply', ...this.#head, text: isKnown ? undefined : this.#body.text(), bodyHash });
  }

  onResponseError(_: unknown, error: unknown): void {
    if (error instanceof Unsent) this.#end({ kind: 'unsent' });
    else this.#break(explainBreak(error, this.#options.deadlines.deadlineMs));
  }

  /** Before the first byte, nothing was sent, and nothing will be. */
  expire(): void {
    const late = this.#connection === undefined ? { code: 'UND_ERR_CONNECT_TIMEOUT' } : { name: 'TimeoutError' };
    this.onResponseError(undefined, late);
    this.#connection?.abort(new Ended());
  }

  get #isSuccess(): boolean {
    return this.#head !== undefined && this.#head.status >= 200 && this.#head.status < 300;
  }

  /** The most bytes of the body that are read. */
  get #most(): number {
    return this.#isSuccess ? this.#options.wire.mostReplyBytes : FAILURE_BYTES;
  }

  #endAsExcess(): void {
    this.#break(explainExcess(this.#body.bytes, this.#most, lengthOf(this.#head?.headers ?? {})));
  }

  #break(broken: Break): void {
    this.#end({ kind: 'broken', ...broken, detail: this.#options.redact(broken.detail), ...this.#head });
  }

  #end(outcome: WireOutcome): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.deadlines.delete(this);
    this.#options.onEnd(outcome);
  }
}

function lengthOf(headers: WireHeaders): number | undefined {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isFinite(length) ? length : undefined;
}
