// What one line of the table is made of: figures with their units, and whether they are within their bounds.

export const seconds = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
export const mebibytes = (value) => `${value.toFixed(0)} MiB`;
export const times = (value) => `${value.toFixed(2)} ×`;

/** One line of the table. `checks` are pairs of a figure and its upper bound; a line without any was not measured. */
export function line({ work, target, measured, checks = [] }) {
  return { work, target, measured, isMet: checks.length === 0 ? undefined : checks.every(([it, most]) => it <= most) };
}

/** Ratios of two measures, by wall clock and by CPU. The larger one counts. */
export function ratioTo(measure, base) {
  const wall = measure.wallS / base.wallS;
  const cpu = measure.cpuS / base.cpuS;
  return { most: Math.max(wall, cpu), text: `${times(wall)} of the time, ${times(cpu)} of the CPU` };
}
