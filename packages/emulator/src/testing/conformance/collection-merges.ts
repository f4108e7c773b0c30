// The collection merge topic: merges that take their time, and their tasks.
import { someoneElse } from '../../world/team.ts';
import { collectionFamily, editAt, type Family, viewerKey } from '../fork-family.ts';
import { type Answer, text } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

const merge = 'asyncMergePullCollectionFork';
const task = 'asyncMergePullCollectionTaskStatus';
const missingTask = 'pm~vc:merge-workflow~12345678-5a027c05-056b-49f5-ac9d-37c29f2d91c3';

async function family(stage: Stage): Promise<Family> {
  const made = await collectionFamily(stage);
  stage.alias('12345678-5a027c05-056b-49f5-ac9d-37c29f2d91c3', made.fork.uid);
  stage.alias('12345678-b04fa319-3e7e-4fa3-b6a2-f5b29ad67583', made.parent.uid);
  return made;
}

const played = (
  operation: string,
  [status, example]: readonly [number, string],
  options: PlayedScenario['options'],
  play: (stage: Stage) => Promise<Answer>,
): PlayedScenario => ({ operation, status, example, play, ...(options === undefined ? {} : { options }) });

const asked = (stage: Stage, headers = {}): Promise<Answer> =>
  stage.ask(merge, { body: stage.documented(merge), headers });

async function begun(stage: Stage): Promise<string> {
  return text((await asked(stage)).body, 'task.id');
}

const slow = { switches: { asyncMergeMs: 60_000 } };
const quick = { switches: { asyncMergeMs: 0, asyncMergeConflicts: 'fail' } } as const;
const other = { otherApiKeys: ['other'] };

export const collectionMergeScenarios: readonly Scenario[] = [
  played(merge, [200, 'Successful Response'], undefined, async (stage) => {
    await family(stage);
    return asked(stage);
  }),
  played(merge, [400, 'Malformed Request'], undefined, (stage) => stage.ask(merge, { body: { strategy: 'other' } })),
  played(merge, [403, 'Forbidden'], other, async (stage) => {
    await family(stage);
    return asked(stage, await viewerKey(stage, someoneElse.id, 'other'));
  }),
  withoutKey(merge),
  broken(merge),
  played(task, [200, 'Success'], quick, async (stage) => {
    await family(stage);
    return stage.ask(task, { params: { taskId: await begun(stage) } });
  }),
  played(task, [200, 'In Progress'], slow, async (stage) => {
    await family(stage);
    return stage.ask(task, { params: { taskId: await begun(stage) } });
  }),
  played(task, [200, 'Failed'], quick, async (stage) => {
    const { parent, fork } = await family(stage);
    await editAt(stage, 'collection', parent, '/item/0/name', 'one');
    await editAt(stage, 'collection', fork, '/item/0/name', 'other');
    return stage.ask(task, { params: { taskId: await begun(stage) } });
  }),
  played(task, [403, 'Forbidden'], other, async (stage) => {
    await family(stage);
    const taskId = await begun(stage);
    const headers = await viewerKey(stage, someoneElse.id, 'other');
    return stage.ask(task, { params: { taskId }, headers });
  }),
  played(task, [404, 'Task Not Found'], undefined, (stage) => stage.ask(task, { params: { taskId: missingTask } })),
  withoutKey(task),
  broken(task),
];
