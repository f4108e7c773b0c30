// The JSON body room: the body of a call or of an example as JSON, where it is JSON.
import { isDeeperThan } from '../json/depth.ts';
import type { Json } from '../json/json.ts';

/** Deeper than anything sent in earnest; shallow enough to be compared and written again. */
const mostDepth = 500;

/** Undefined for what is no JSON, or JSON of a depth that would break whoever walks over it. */
export function jsonOf(body: string): Json | undefined {
  if (isDeeperThan(Buffer.from(body), mostDepth)) return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}
