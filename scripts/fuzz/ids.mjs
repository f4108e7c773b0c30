// The ids the emulator has shown, by kind: what `/collections/…` answered is drawn for `/collections/:id` first.

const mostOfAKind = 60;

export function makeIds() {
  const kinds = new Map();
  return {
    clear: () => kinds.clear(),
    /** Keeps what an answer shows under the last word of the target that is no id. */
    keep: (target, text) => {
      const kind = kindOf(target);
      const ids = kinds.get(kind) ?? [];
      kinds.set(kind, ids);
      for (const [, id] of text.matchAll(/"(?:id|uid|taskId|nextCursor)":"([^"]{8,120})"/g)) {
        ids.push(encodeURIComponent(id));
        if (ids.length > mostOfAKind) ids.shift();
      }
    },
    /** An id of the kind, now and then of another; undefined when none fits or chance says so. */
    draw: (chance, kind) => {
      if (chance.percent(7) || kinds.size === 0) return undefined;
      const ids = kinds.get(kind ?? '');
      const pool = ids === undefined || chance.percent(10) ? kinds.get(chance.of([...kinds.keys()])) : ids;
      return pool === undefined || pool.length === 0 ? undefined : chance.of(pool);
    },
  };
}

function kindOf(target) {
  const words = target
    .split('?')[0]
    .split('/')
    .filter((word) => /^[a-z-]+$/.test(word));
  return words.at(-1) ?? '';
}
