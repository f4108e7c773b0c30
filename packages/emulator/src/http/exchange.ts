// The exchange room: every answered call, told to whoever in this process listens on a diagnostics channel.
import { channel } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../json/json.ts';

/** One call and its answer. `operation` is '' for paths Postman does not have; `fault` names the fault that hit it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly operation: string;
  readonly fault: string | undefined;
  /** `body` is parsed; undefined when none was read. */
  readonly request: { readonly headers: IncomingHttpHeaders; readonly body: Json | undefined };
  /** `body` before it is serialised: values may be undefined, and a text is sent as it is when the reply was raw. */
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json | undefined;
  };
}

/** `postform.emulator.exchange`. Costs nothing while nobody subscribes. */
export const exchanges = channel('postform.emulator.exchange');
