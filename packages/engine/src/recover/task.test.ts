// Tasks: an update that the server does later is asked for, at growing pauses, until it has ended.
import { describe, expect, it } from 'vitest';
import { CallError } from '../model/errors.ts';
import type { Kind, TaskStatus } from '../model/kind.ts';
import { stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { bell, box } from '../testing/kinds.ts';
import { stepOf } from '../testing/steps.ts';
import { endOfTask, QUESTIONS, statusOfTask } from './task.ts';

const failed = (problem: 'not-found' | 'rejected' | 'server') =>
  new CallError(problem, 'no answer', { code: 'E_CALL_TEST', hint: '', effect: 'none' });

/** A task that answers so, in turn; the last answer stays. */
function asked(...answers: readonly (TaskStatus | CallError)[]) {
  const harness = makeHarness(stateOf([]));
  let n = 0;
  const task = async (): Promise<TaskStatus> => {
    const answer = answers[Math.min(n++, answers.length - 1)]!;
    if (answer instanceof CallError) throw answer;
    return answer;
  };
  const kind: Kind = { ...box, api: (send) => ({ ...box.api(send), task }) };
  const { ports, reservation, slept } = harness;
  return {
    slept,
    questions: () => n,
    status: () => statusOfTask(ports, kind, 't-1', reservation),
    end: () => endOfTask(ports, stepOf('box.a', 'update'), kind, 't-1', reservation),
  };
}

describe('a task', () => {
  it('is asked for after a pause, until it has ended', async () => {
    const { status, slept } = asked('in-progress', 'in-progress', 'successful');
    expect([await status(), slept]).toEqual(['successful', [2_000, 8_000, 20_000]]);
  });
  it('is left alone after two minutes and all questions', async () => {
    const { status, slept, questions } = asked('in-progress');
    expect([await status(), questions()]).toEqual(['in-progress', QUESTIONS]);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(120_000);
  });
  it.each(['not-found', 'rejected'] as const)('that the server does not know is forgotten: %s', async (problem) => {
    expect(await asked(failed(problem)).status()).toBe('forgotten');
  });
  it('is not forgotten because the server is out of order', async () => {
    await expect(asked(failed('server')).status()).rejects.toThrow('no answer');
  });
  it('of a kind without tasks is a mistake of ours', async () => {
    const { ports, reservation } = makeHarness(stateOf([]));
    await expect(statusOfTask(ports, bell, 't-1', reservation)).rejects.toThrow('bell has tasks');
  });
});

it.each<[string, TaskStatus | CallError, string | undefined]>([
  ['that succeeded ends the step', 'successful', undefined],
  ['that failed fails it', 'failed', 'E_APPLY_TASK_FAILED'],
  ['that is gone fails it', failed('not-found'), 'E_APPLY_TASK_FAILED'],
  ['that has not ended fails it, for now', 'in-progress', 'E_APPLY_TASK_SLOW'],
])('a task %s', async (_title, answer, code) => {
  const how = await asked(answer)
    .end()
    .then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
  expect(how).toBe(code);
});
