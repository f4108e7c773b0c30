// Keeps the steps that may be begun, and hands them out in the order of the plan (a binary heap: the cost does not grow with the rest).

export interface StepQueue<T> {
  readonly size: number;
  add(item: T): void;
  /** The first of them; undefined where there is none. */
  take(): T | undefined;
}

/** `placeOf`: where an item stands in the plan; no two stand at the same place. */
export function stepQueue<T>(placeOf: (item: T) => number): StepQueue<T> {
  const heap: T[] = [];
  const isBefore = (a: number, b: number): boolean => placeOf(heap[a]!) < placeOf(heap[b]!);
  const swap = (a: number, b: number): void => {
    const item = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = item;
  };
  return {
    get size() {
      return heap.length;
    },
    add: (item) => {
      heap.push(item);
      for (let at = heap.length - 1; at > 0; ) {
        const above = (at - 1) >> 1;
        if (!isBefore(at, above)) return;
        swap(at, above);
        at = above;
      }
    },
    take: () => {
      const last = heap.length - 1;
      if (last < 0) return undefined;
      swap(0, last);
      const first = heap.pop();
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < last && isBefore(left, least)) least = left;
        if (right < last && isBefore(right, least)) least = right;
        if (least === at) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
