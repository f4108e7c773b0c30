// The environment fork topic: forks of environments, their lists, merges and pulls.
import { editAt, environmentFamily } from '../fork-family.ts';
import { type Answer, make } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { played, type Scenario, type Stage } from './scenario.ts';

const documentedUid = '12345678-d9c7dc8f-904e-4bba-99b5-4d490aae1957';
const success = [200, 'Successful Response'] as const;
const notForked = [400, 'Environment Not Forked'] as const;
const notFound = [404, 'Environment Not Found'] as const;

const lonely = (stage: Stage) => make(stage, 'environment', { environment: { name: 'Testing Environment' } });

const fork = (stage: Stage, environmentId: string) =>
  stage.ask('forkEnvironment', {
    params: { environmentId },
    query: { workspaceId: stage.workspace },
    body: stage.documented('forkEnvironment'),
  });

const list = (stage: Stage, environmentId: string) => stage.ask('getEnvironmentForks', { params: { environmentId } });

/** The documented request, whose `source` is `source`. */
function merge(stage: Stage, environmentId: string, source: string): Promise<Answer> {
  stage.alias(documentedUid, source);
  const body = stage.documented('mergeEnvironmentFork');
  return stage.ask('mergeEnvironmentFork', { params: { environmentId }, body });
}

function pull(stage: Stage, environmentUid: string, source: string): Promise<Answer> {
  stage.alias(documentedUid, source);
  return stage.ask('pullEnvironment', { params: { environmentUid }, body: stage.documented('pullEnvironment') });
}

export const environmentForkScenarios: readonly Scenario[] = [
  played('forkEnvironment', success, async (stage) => fork(stage, (await lonely(stage)).uid)),
  played('forkEnvironment', notFound, (stage) => fork(stage, documentedUid)),
  played('getEnvironmentForks', success, async (stage) => list(stage, (await environmentFamily(stage)).parent.uid)),
  {
    ...played('getEnvironmentForks', notForked, async (stage) => list(stage, (await lonely(stage)).uid)),
    options: { switches: { environmentWithoutForks: 'refuse' } },
  },
  played('getEnvironmentForks', notFound, (stage) => list(stage, documentedUid)),
  played('mergeEnvironmentFork', success, async (stage) => {
    const family = await environmentFamily(stage);
    await editAt(stage, 'environment', family.fork, '/values/0/value', 'changed');
    return merge(stage, family.parent.uid, family.fork.uid);
  }),
  played('mergeEnvironmentFork', notForked, async (stage) =>
    merge(stage, (await lonely(stage)).uid, (await lonely(stage)).uid),
  ),
  played('mergeEnvironmentFork', notFound, (stage) => merge(stage, documentedUid, documentedUid)),
  played('pullEnvironment', success, async (stage) => {
    const family = await environmentFamily(stage);
    return pull(stage, family.fork.uid, family.parent.uid);
  }),
  played('pullEnvironment', notForked, async (stage) =>
    pull(stage, (await lonely(stage)).uid, (await lonely(stage)).uid),
  ),
  played('pullEnvironment', notFound, (stage) => pull(stage, documentedUid, documentedUid)),
  ...['forkEnvironment', 'getEnvironmentForks', 'mergeEnvironmentFork', 'pullEnvironment'].flatMap((operation) => [
    withoutKey(operation),
    broken(operation),
  ]),
];
