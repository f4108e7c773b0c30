// Names days and months of UTC. Every call asks and the answer changes once a day, so the last one is kept.
const DAY_MS = 86_400_000;

export class UtcCalendar {
  #day = Number.NaN;
  #name = '';

  /** `2026-11-29`. */
  dayOf(ms: number): string {
    const day = Math.floor(ms / DAY_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#name = new Date(ms).toISOString().slice(0, 10);
    }
    return this.#name;
  }

  /** `2026-11`. */
  monthOf(ms: number): string {
    return this.dayOf(ms).slice(0, 7);
  }
}
