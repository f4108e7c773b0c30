// Loading a large project is fast.
import { describe, expect, it } from 'vitest';
import { load, PROJECT } from './testing/diagnostics.ts';

const FILES = 50;
const PER_FILE = 20;

function file(index: number): string {
  const resources = Array.from({ length: PER_FILE }, (_, i) => {
    const name = `r${index}-${i}`;
    return i % 2 === 0
      ? `  ${name}:\n    name: Board ${name}\n    notes:\n      base: https://\${var.host}/v1\n      url: \${board.r0-0.url}\n      port: 80\n      token: { secret: tok }\n`
      : '';
  });
  const lamps = Array.from({ length: PER_FILE }, (_, i) =>
    i % 2 === 1
      ? `  r${index}-${i}:\n    name: Lamp\n    board: board.r${index}-${i - 1}\n    schedule: { cron: "*/30 * * * *", timezone: UTC }\n    delay: 100\n`
      : '',
  );
  return `boards:\n${resources.join('')}lamps:\n${lamps.join('')}`;
}

describe('loading much', () => {
  it('takes less than a second of processor time for 1,000 resources in 50 files, best of three', () => {
    const tree = {
      'postform.yaml': PROJECT,
      ...Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`d/${i}.yaml`, file(i)])),
    };
    const secondsOf = () => {
      const before = process.cpuUsage();
      const loaded = load(tree);
      const { user, system } = process.cpuUsage(before);
      expect(loaded.ok && loaded.desired.resources.length).toBe(FILES * PER_FILE);
      return (user + system) / 1e6;
    };
    expect(Math.min(secondsOf(), secondsOf(), secondsOf())).toBeLessThan(1);
  }, 60_000);
});
