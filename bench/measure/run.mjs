// Runs commands and measures them: seconds of wall clock and of CPU of the whole process, and its peak memory.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = fileURLToPath(new URL('./usage.cjs', import.meta.url));

// The shell's `time` asks the system, so that the command itself does nothing for it.
const TIMED = 'TIMEFORMAT="%3R %3U %3S"; LC_ALL=C; time "$@" >/dev/null 2>&3';

/**
 * One run of a program: { wallS, cpuS }. Rejects where it does not exit with `expected`. `file` and `args` are what is
 * run; `cwd` and `env` where.
 */
export async function run({ file, args, cwd, env = process.env, expected = 0 }) {
  const child = spawn('bash', ['-c', TIMED, 'bench', file, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [times, errors] = await Promise.all([textOf(child.stdio[2]), textOf(child.stdio[3]), ended(child)]);
  if (child.exitCode !== expected)
    throw new Error(`${file} ${args.join(' ')} ended with ${child.exitCode}:\n${errors.slice(-2000)}`);
  const [wallS, userS, systemS] = times.trim().split('\n').at(-1).split(' ').map(Number);
  return { wallS, cpuS: userS + systemS };
}

/** The same for a script of Node, with its peak memory: { wallS, cpuS, peakMiB }. */
export async function runWithPeak({ file, args, env = process.env, ...rest }) {
  const report = join(tmpdir(), `postform-bench-usage-${process.pid}`);
  try {
    const times = await run({
      ...rest,
      file,
      args: ['--require', usage, ...args],
      env: { ...env, POSTFORM_USAGE: report },
    });
    return { ...times, peakMiB: Number(readFileSync(report, 'utf8')) };
  } finally {
    rmSync(report, { force: true });
  }
}

/**
 * The medians of several measures, taken in turns, so that a busy machine hits all of them alike. `measures` names
 * functions that each run once; the result has the median of each figure under the same names.
 */
export async function inTurns(rounds, measures) {
  const taken = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, measure] of Object.entries(measures)) taken[name].push(await measure());
  return Object.fromEntries(Object.entries(taken).map(([name, runs]) => [name, medians(runs)]));
}

function medians(runs) {
  const figures = Object.keys(runs[0]);
  return Object.fromEntries(figures.map((figure) => [figure, median(runs.map((one) => one[figure]))]));
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function ended(child) {
  return new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
}

async function textOf(stream) {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
}
