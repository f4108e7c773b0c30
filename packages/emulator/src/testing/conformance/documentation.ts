// The documentation topic: publishing the documentation of a collection, and taking it back.
import { collection, make, request } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import type { Scenario, Stage } from './scenario.ts';

const publish = 'publishDocumentation';
const unpublish = 'unpublishDocumentation';
const missing = 'ea39a259-0c9b-4a5c-a2e6-bddadb8f8e6f';

async function billing(stage: Stage): Promise<{ readonly collectionId: string }> {
  const { uid } = await make(stage, 'collection', collection('Billing API', [request('invoices')]));
  return { collectionId: uid };
}

async function withEnvironment(stage: Stage): Promise<object> {
  const { uid } = await make(stage, 'environment', { environment: { name: 'Production' } });
  stage.alias('12345678-f84a5105-a495-49db-aa6b-db02c9ed1023', uid);
  return stage.documented(publish) as object;
}

const refused = (example: string, more: Readonly<Record<string, unknown>>): Scenario => ({
  operation: publish,
  status: 400,
  example,
  play: async (stage) => {
    const body = { ...(await withEnvironment(stage)), ...more };
    return stage.ask(publish, { params: await billing(stage), body });
  },
});

export const documentationScenarios: readonly Scenario[] = [
  {
    operation: publish,
    status: 200,
    example: 'Successful Response',
    play: async (stage) => stage.ask(publish, { params: await billing(stage), body: await withEnvironment(stage) }),
  },
  {
    operation: publish,
    status: 400,
    example: 'Bad Request',
    play: async (stage) =>
      stage.ask(publish, { params: { collectionId: missing }, body: await withEnvironment(stage) }),
  },
  refused('Invalid customColor Value', { customColor: { highlight: 'red' } }),
  refused('Missing customColor Property', { customColor: undefined }),
  refused('Missing customization Property', { customization: undefined }),
  {
    operation: publish,
    status: 403,
    example: 'Forbidden',
    play: async (stage) => stage.ask(publish, { params: await billing(stage), body: stage.documented(publish) }),
  },
  {
    operation: unpublish,
    status: 204,
    example: undefined,
    play: async (stage) => {
      const params = await billing(stage);
      await stage.ask(publish, { params, body: await withEnvironment(stage) });
      return stage.ask(unpublish, { params });
    },
  },
  {
    operation: unpublish,
    status: 400,
    example: 'Bad Request',
    play: (stage) => stage.ask(unpublish, { params: { collectionId: missing } }),
  },
  ...['Invalid customColor Value', 'Missing customColor Property', 'Missing customization Property'].map((example) => ({
    operation: unpublish,
    status: 400,
    example,
    impossible: 'Taking documentation back has no body; the component is shared with publishDocumentation.',
  })),
  {
    operation: unpublish,
    status: 404,
    example: 'Not Found',
    play: async (stage) => stage.ask(unpublish, { params: await billing(stage) }),
  },
  ...[publish, unpublish].flatMap((operation) => [
    withoutKey(operation, 'Unauthorized'),
    broken(operation, 'Unauthorized'),
  ]),
];
