// Reading the body of a reply as it comes, and no more of it than it may have.

export interface ReadBody {
  readonly text: string;
  /** Bytes that were read: all, or those after which it was given up. */
  readonly bytes: number;
  /** True where there was more than `most`. */
  readonly isCut: boolean;
}

/** Ends the stream where it is cut. Rejects where the stream does. `declared`: Content-Length, where it was given. */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  most: number,
  declared: number | undefined,
): Promise<ReadBody> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  const isHopeless = declared !== undefined && declared > most;
  for await (const chunk of body) {
    if (isHopeless || bytes + chunk.byteLength > most) {
      parts.push(decoder.decode(chunk.subarray(0, Math.max(0, most - bytes))));
      return { text: parts.join(''), bytes: bytes + chunk.byteLength, isCut: true };
    }
    bytes += chunk.byteLength;
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return { text: parts.join(''), bytes, isCut: false };
}
