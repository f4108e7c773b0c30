// V8 11 optimises later in a run; any other version is left alone.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const module = new URL('../../dist/session/late-optimising.js', import.meta.url).href;

/** What a process prints that does some work after it was told of this version; V8 says what it optimises. */
function told(v8: string): string {
  const script = `
    import { optimiseLate } from ${JSON.stringify(module)};
    optimiseLate(${JSON.stringify(v8)});
    function sumTo(limit) { let sum = 0; for (let n = 0; n < limit; n += 1) sum += n % 7; return sum; }
    for (let times = 0; times < 80; times += 1) sumTo(100);
    setTimeout(() => sumTo(100), 20);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--trace-opt', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('optimising late', () => {
  it.runIf(process.versions.v8.startsWith('11.'))('leaves alone what V8 would optimise after a moment', () => {
    expect(told('12.4')).toMatch(/sumTo/);
    expect(told(process.versions.v8)).not.toMatch(/sumTo/);
  });

  it('asks no other version for what it does not know', () => {
    expect(told('99.0')).not.toMatch(/unrecognized|Error/);
  });
});
