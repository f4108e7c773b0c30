// Draws numbers that follow from a seed and a place, so that a run can be repeated.

/** A 32-bit finaliser: every bit of the result depends on every bit of the value. */
export function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** From 0 to below 1, for the place in the sequence of the key. */
export function chanceAt(key: number, place: number): number {
  return (mix(key ^ Math.imul(place, 0x9e3779b1)) >>> 0) / 0x1_0000_0000;
}
