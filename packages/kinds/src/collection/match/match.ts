// Finds which live folder, request or example each desired one is. An item that keeps its id is updated, any other is made anew.
import type { ItemIds, Pointer } from '@postform/engine';
import type { IdentifiedPart } from './parts.ts';

/**
 * Ids for desired parts, each at most once, each from `live` and for a part of the same sort. In this order:
 *
 *   recorded id        the itemIds has one for this pointer, and it still exists anywhere
 *   same key           the live part at the same pointer
 *   renamed            same parent, same essence (method and URL; code and body)
 *   moved              same name and essence, anywhere
 *   moved and renamed  same essence, anywhere
 *   folder             the live folder that holds most of what is in it now; then one of the same name; then one beside
 *                      it with the same names inside, empty ones too
 */
export function matchIds(
  desired: readonly IdentifiedPart[],
  live: readonly IdentifiedPart[],
  liveIds: ItemIds,
  recorded: ItemIds,
): ReadonlyMap<Pointer, string> {
  const matching = new Matching(desired, live, liveIds);
  const byId = new Map(live.map((part) => [liveIds[part.pointer], part]));
  const byPointer = new Map(live.map((part) => [part.pointer, part]));
  matching.claimEach((part) => byId.get(recorded[part.pointer]));
  matching.claimEach((part) => byPointer.get(part.pointer));
  matching.claimAlike((part, parentId) => part.sort === 'request' && [parentId, part.essence]);
  matching.claimAlike((part) => part.sort === 'request' && [part.name, part.essence]);
  matching.claimAlike((part) => part.sort === 'request' && [part.essence]);
  matching.claimFolders();
  matching.claimAlike((part) => part.sort === 'folder' && [part.name]);
  matching.claimFolders();
  matching.claimAlike((part, parentId) => part.sort === 'folder' && [parentId, part.essence]);
  matching.claimAlike((part, parentId) => part.sort === 'example' && [parentId, part.name]);
  matching.claimAlike((part, parentId) => part.sort === 'example' && [parentId, part.essence]);
  return matching.ids;
}

type Likeness = (part: IdentifiedPart, parentId: string | undefined) => readonly (string | undefined)[] | false;

class Matching {
  readonly ids = new Map<Pointer, string>();
  readonly #claimed = new Set<string>();
  readonly #desired: readonly IdentifiedPart[];
  readonly #live: readonly IdentifiedPart[];
  readonly #liveIds: ItemIds;

  constructor(desired: readonly IdentifiedPart[], live: readonly IdentifiedPart[], liveIds: ItemIds) {
    this.#desired = desired;
    this.#live = live.filter((part) => liveIds[part.pointer] !== undefined);
    this.#liveIds = liveIds;
  }

  claimEach(candidateOf: (part: IdentifiedPart) => IdentifiedPart | undefined): void {
    for (const part of this.#unmatched()) {
      const candidate = candidateOf(part);
      if (candidate !== undefined) this.#claim(part, candidate);
    }
  }

  /** Pairs parts of equal likeness in their order. A part whose parent is not matched has no parent to be alike in. */
  claimAlike(likenessOf: Likeness): void {
    const waiting = new Map<string, IdentifiedPart[]>();
    for (const part of this.#live) {
      if (this.#claimed.has(this.#liveIds[part.pointer]!)) continue;
      const likeness = likenessOf(part, part.parent === '' ? '' : this.#liveIds[part.parent]);
      if (likeness === false || likeness.includes(undefined)) continue;
      const key = JSON.stringify(likeness);
      const queue = waiting.get(key);
      if (queue === undefined) waiting.set(key, [part]);
      else queue.push(part);
    }
    for (const part of this.#unmatched()) {
      const likeness = likenessOf(part, part.parent === '' ? '' : this.ids.get(part.parent));
      if (likeness === false || likeness.includes(undefined)) continue;
      const candidate = waiting.get(JSON.stringify(likeness))?.shift();
      if (candidate !== undefined) this.#claim(part, candidate);
    }
  }

  /** Folders by what they hold, innermost first. */
  claimFolders(): void {
    const folderOfLive = new Map(this.#live.map((part) => [this.#liveIds[part.pointer]!, part.parent]));
    const livePart = new Map(this.#live.map((part) => [part.pointer, part]));
    const votes = new Map<Pointer, Map<Pointer, number>>();
    for (const part of [...this.#desired].reverse()) {
      if (part.sort === 'folder' && !this.ids.has(part.pointer)) {
        const ranked = [...(votes.get(part.pointer) ?? [])].sort((a, b) => b[1] - a[1]);
        for (const [pointer] of ranked) {
          const candidate = livePart.get(pointer);
          if (candidate !== undefined && this.#claim(part, candidate)) break;
        }
      }
      const from = folderOfLive.get(this.ids.get(part.pointer) ?? '');
      if (from === undefined || from === '' || part.sort === 'example') continue;
      const tally = votes.get(part.parent) ?? new Map<Pointer, number>();
      tally.set(from, (tally.get(from) ?? 0) + 1);
      votes.set(part.parent, tally);
    }
  }

  #unmatched(): readonly IdentifiedPart[] {
    return this.#desired.filter((part) => !this.ids.has(part.pointer));
  }

  #claim(part: IdentifiedPart, candidate: IdentifiedPart): boolean {
    const id = this.#liveIds[candidate.pointer];
    if (id === undefined || this.#claimed.has(id) || candidate.sort !== part.sort) return false;
    this.#claimed.add(id);
    this.ids.set(part.pointer, id);
    return true;
  }
}
