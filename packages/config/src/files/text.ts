// Turns bytes into text. Only UTF-8 is read; a byte order mark is skipped.
import type { Place } from '@postform/engine';

/** Turns an offset (UTF-16 units) into line and column, both from 1. */
export type Lines = (offset: number) => { readonly line: number; readonly column: number };

export function lineStartsOf(text: string): Lines {
  let starts: number[] | undefined;
  return (offset) => {
    if (starts === undefined) {
      starts = [0];
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    }
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly hint: string; readonly place: Place };

export function decode(bytes: Uint8Array, file: string): Decoded {
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    return {
      ok: false,
      message: utf16 ? `${file} is UTF-16, not UTF-8` : `${file} is not UTF-8 from here on`,
      hint: 'save the file as UTF-8',
      place: { file, ...lineStartsOf(text)(Math.max(0, text.indexOf('\uFFFD'))) },
    };
  }
}
