// The collection fork topic: forks, their lists, merges and pulls.
import { someoneElse } from '../../world/team.ts';
import { collectionFamily, editAt, type Family, forkOf, viewerKey } from '../fork-family.ts';
import { type Answer, collection, make } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import { played, type Scenario, type Stage } from './scenario.ts';

const parentUid = '12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2';
const forkUid = '12345678-09547fef-a9a5-4e00-998b-aa563e8db69a';
const missing = parentUid;
const notFound = 'Instance Not Found';
const other = { otherApiKeys: ['other'] };

/** A family that stands where the request examples name one: in mergeCollectionFork `source` has the parent's id. */
async function family(stage: Stage): Promise<Family> {
  const made = await collectionFamily(stage);
  stage.alias(parentUid, made.fork.uid);
  stage.alias(forkUid, made.parent.uid);
  return made;
}

const creates: readonly Scenario[] = [
  played('createCollectionFork', [200, 'Collection Fork Created'], async (stage) => {
    const { uid } = await make(stage, 'collection', collection('Test Collection'));
    return ask(stage, uid);
  }),
  played('createCollectionFork', [404, notFound], (stage) => ask(stage, missing)),
  withoutKey('createCollectionFork'),
  broken('createCollectionFork'),
];

function ask(stage: Stage, collectionId: string): Promise<Answer> {
  const body = stage.documented('createCollectionFork');
  return stage.ask('createCollectionFork', { params: { collectionId }, query: { workspace: stage.workspace }, body });
}

const lists: readonly Scenario[] = [
  played('getCollectionForks', [200, 'Successful Response'], async (stage) => {
    const { parent } = await family(stage);
    await forkOf(stage, parent, 'Test Fork');
    return stage.ask('getCollectionForks', { params: { collectionId: parent.uid } });
  }),
  played('getCollectionForks', [400, 'No Forks for Collection ID'], async (stage) => {
    const { uid } = await make(stage, 'collection', collection('Lonely'));
    return stage.ask('getCollectionForks', { params: { collectionId: uid } });
  }),
  played('getCollectionForks', [404, 'Fork Not Found'], (stage) =>
    stage.ask('getCollectionForks', { params: { collectionId: missing } }),
  ),
  broken('getCollectionForks'),
  played('getCollectionsForkedByUser', [200, 'Successful Response'], async (stage) => {
    await family(stage);
    return stage.ask('getCollectionsForkedByUser', { query: { limit: 10, direction: 'desc' } });
  }),
  played('getCollectionsForkedByUser', [400, 'User Not Found'], (stage) =>
    stage.ask('getCollectionsForkedByUser', { query: { direction: 'sideways' } }),
  ),
  withoutKey('getCollectionsForkedByUser'),
  broken('getCollectionsForkedByUser'),
];

const merges: readonly Scenario[] = [
  played('mergeCollectionFork', [200, 'Collection Fork Merged'], async (stage) => {
    await family(stage);
    return stage.ask('mergeCollectionFork', { body: stage.documented('mergeCollectionFork') });
  }),
  {
    ...played('mergeCollectionFork', [403, 'No Permissions'], async (stage) => {
      await family(stage);
      const headers = await viewerKey(stage, someoneElse.id, 'other');
      return stage.ask('mergeCollectionFork', { body: stage.documented('mergeCollectionFork'), headers });
    }),
    options: other,
  },
  played('mergeCollectionFork', [404, notFound], (stage) =>
    stage.ask('mergeCollectionFork', { body: stage.documented('mergeCollectionFork') }),
  ),
  withoutKey('mergeCollectionFork'),
  broken('mergeCollectionFork'),
];

const pulls: readonly Scenario[] = [
  played('pullCollectionChanges', [200, 'Collection Changes Pulled'], async (stage) => {
    const { parent, fork } = await family(stage);
    await editAt(stage, 'collection', parent, '/item/0/name', 'renamed');
    return stage.ask('pullCollectionChanges', { params: { collectionId: fork.uid } });
  }),
  played('pullCollectionChanges', [400, 'Bad Request'], async (stage) => {
    const { parent } = await family(stage);
    return stage.ask('pullCollectionChanges', { params: { collectionId: parent.uid } });
  }),
  played('pullCollectionChanges', [404, notFound], (stage) =>
    stage.ask('pullCollectionChanges', { params: { collectionId: missing } }),
  ),
  broken('pullCollectionChanges'),
];

const viewsPullRequests = 'The words are of pull requests; the component is shared with getCollectionPullRequests.';
const namesReviewers = 'A source status has no reviewers; the component is shared with createCollectionPullRequest.';
const status = 'getSourceCollectionStatus';

const statuses: readonly Scenario[] = [
  {
    ...played(status, [200, 'Successful Response'], async (stage) => {
      const { fork } = await family(stage);
      return stage.ask(status, { params: { collectionId: fork.uid } });
    }),
    deviation: 'The schema has a key "collectionUid"; the example, and the answer here, have the uid itself.',
  },
  played(status, [400, 'Collection Not Forked'], async (stage) => {
    const { parent } = await family(stage);
    return stage.ask(status, { params: { collectionId: parent.uid } });
  }),
  played(status, [403, 'No Permissions'], (stage) => stage.ask(status, { params: { collectionId: missing } })),
  { operation: status, status: 403, example: 'Missing Viewer Role', impossible: viewsPullRequests },
  { operation: status, status: 403, example: 'Reviewers Missing Viewer Role', impossible: namesReviewers },
  broken(status),
];

export const collectionForkScenarios: readonly Scenario[] = [...creates, ...lists, ...merges, ...pulls, ...statuses];
