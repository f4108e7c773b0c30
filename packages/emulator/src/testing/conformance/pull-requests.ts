// The pull request topic: opening them and listing them.
import { someoneElse } from '../../world/team.ts';
import { collectionFamily, type Family, forkOf } from '../fork-family.ts';
import { type Answer, collection, make, text } from '../harness.ts';
import { broken } from './everywhere.ts';
import type { PlayedScenario, Scenario, Stage } from './scenario.ts';

const create = 'createCollectionPullRequest';
const list = 'getCollectionPullRequests';

interface Play {
  readonly operation: string;
  readonly status: number;
  readonly example: string;
  readonly needsOther?: boolean;
}

const played = (
  { operation, status, example, needsOther }: Play,
  play: (stage: Stage) => Promise<Answer>,
): PlayedScenario => ({
  operation,
  status,
  example,
  play,
  ...(needsOther === true ? { options: { otherApiKeys: ['other'] } } : {}),
});

async function family(stage: Stage): Promise<Family> {
  const made = await collectionFamily(stage);
  stage.alias('12345678-ec548788-unftw-rgn8-83b8-0b59798648e4', made.parent.uid);
  stage.alias('87654321', String(someoneElse.id));
  stage.alias('56781234', String(someoneElse.id));
  return made;
}

function opened(stage: Stage, collectionId: string, more: object = {}): Promise<Answer> {
  const body = { ...(stage.documented(create) as object), ...more };
  return stage.ask(create, { params: { collectionId }, body });
}

/** The first workspace is of its owner alone from now on; the key is that of somebody who does not see it. */
async function strangerKey(stage: Stage): Promise<Readonly<Record<string, string>>> {
  const workspace = { name: 'Alone', type: 'private' };
  const answer = await stage.call('PUT', `/workspaces/${stage.workspace}`, { workspace });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return { 'x-api-key': 'other' };
}

const creates: readonly Scenario[] = [
  played({ operation: create, status: 200, example: 'example' }, async (stage) =>
    opened(stage, (await family(stage)).fork.uid),
  ),
  played({ operation: create, status: 400, example: 'Duplicate Pull Request' }, async (stage) => {
    const { fork } = await family(stage);
    await opened(stage, fork.uid);
    return opened(stage, fork.uid);
  }),
  played({ operation: create, status: 400, example: 'Pull Request Already Exists' }, async (stage) => {
    const { fork } = await family(stage);
    const { body } = await opened(stage, fork.uid);
    await stage.call('POST', `/pull-requests/${text(body, 'id')}/tasks`, { action: 'approve' });
    return opened(stage, fork.uid);
  }),
  played({ operation: create, status: 400, example: 'Invalid Fork Source' }, async (stage) => {
    await family(stage);
    return opened(stage, (await make(stage, 'collection', collection('Stranger'))).uid);
  }),
  ...['Action Not Allowed', 'Invalid Action'].map((example) => ({
    operation: create,
    status: 400,
    example,
    impossible: 'A create has no action; the component is shared with reviewPullRequest.',
  })),
  played({ operation: create, status: 403, example: 'No Permissions', needsOther: true }, async (stage) => {
    const { fork } = await family(stage);
    const body = stage.documented(create);
    return stage.ask(create, { params: { collectionId: fork.uid }, body, headers: await strangerKey(stage) });
  }),
  played({ operation: create, status: 403, example: 'Missing Viewer Role' }, async (stage) => {
    const { parent, fork } = await family(stage);
    await stage.call('DELETE', `/collections/${parent.id}`);
    return opened(stage, fork.uid);
  }),
  played({ operation: create, status: 403, example: 'Reviewers Missing Viewer Role' }, async (stage) =>
    opened(stage, (await family(stage)).fork.uid, { reviewers: ['1'] }),
  ),
  broken(create),
];

const lists: readonly Scenario[] = [
  played({ operation: list, status: 200, example: 'Successful Response' }, async (stage) => {
    const { parent, fork } = await family(stage);
    await opened(stage, fork.uid);
    const { body } = await opened(stage, (await forkOf(stage, parent, 'Second')).uid);
    const decision = { action: 'decline', comment: 'Missing information.' };
    await stage.call('POST', `/pull-requests/${text(body, 'id')}/tasks`, decision);
    return stage.ask(list, { params: { collectionId: parent.uid } });
  }),
  {
    operation: list,
    status: 403,
    example: 'No Permissions',
    impossible: 'Viewing is all a list does, and "Missing Viewer Role" says that; the component is shared.',
  },
  played({ operation: list, status: 403, example: 'Missing Viewer Role', needsOther: true }, async (stage) => {
    const { parent } = await family(stage);
    return stage.ask(list, { params: { collectionId: parent.uid }, headers: await strangerKey(stage) });
  }),
  {
    operation: list,
    status: 403,
    example: 'Reviewers Missing Viewer Role',
    impossible: 'A list names no reviewers; the component is shared with createCollectionPullRequest.',
  },
  broken(list),
];

export const pullRequestScenarios: readonly Scenario[] = [...creates, ...lists];
