// The collection transfer topic: copies of folders, requests and responses.
import { collection, make, request, text } from '../harness.ts';
import { broken } from './everywhere.ts';
import type { Scenario, Stage } from './scenario.ts';

const documentedItem = '12345678-bcb5648b-eecb-4468-ade7-4efb38431bd1';
const documentedTarget = '12345678-2ba6b9c4-5327-4c46-9bf3-4ec84b74b720';

const places = { Folders: 'item.0', Requests: 'item.1', Responses: 'item.1.response.0' } as const;

type Models = keyof typeof places;

/** The documented body for an item that is there; responses go to a request, as the document says elsewhere. */
async function bodyFor(stage: Stage, models: Models, operation: string): Promise<object> {
  const example = { name: 'OK', code: 200, originalRequest: { method: 'GET', url: 'https://example.test' } };
  const items = [{ name: 'Folder', item: [] }, request('one', { response: [example] }), request('two')];
  const { id, uid } = await make(stage, 'collection', collection('Test Collection', items));
  const { body } = await stage.call('GET', `/collections/${id}`);
  stage.alias(documentedItem, text(body, `collection.${places[models]}.uid`));
  stage.alias(documentedTarget, uid);
  const target = { model: 'request', id: text(body, 'collection.item.2.uid') };
  return { ...(stage.documented(operation) as object), ...(models === 'Responses' ? { target } : {}) };
}

function scenariosOf(models: Models): Scenario[] {
  const operation = `transferCollection${models}`;
  const refused = { operation, status: 400, example: 'Bad Request' };
  return [
    {
      operation,
      status: 200,
      example: 'Successful Response',
      play: async (stage) => stage.ask(operation, { body: await bodyFor(stage, models, operation) }),
    },
    models === 'Responses'
      ? {
          ...refused,
          play: async (stage) => {
            const target = { model: 'folder', id: documentedTarget };
            return stage.ask(operation, { body: { ...(await bodyFor(stage, models, operation)), target } });
          },
        }
      : { ...refused, impossible: 'the example is of a response, which only transferCollectionResponses transfers' },
    broken(operation),
  ];
}

export const collectionTransferScenarios: readonly Scenario[] = (Object.keys(places) as Models[]).flatMap(scenariosOf);
