// The transformation topic: a collection as an OpenAPI definition.
import { collection, make, request } from '../harness.ts';
import { broken, withoutKey } from './everywhere.ts';
import type { Scenario } from './scenario.ts';

const transform = 'transformCollectionToOpenAPI';
const deviation = 'The example names the path with {collectionId}; the answer here has the id itself.';

const success = (example: string, format: string): Scenario => ({
  operation: transform,
  status: 200,
  example,
  play: async (stage) => {
    const { uid } = await make(stage, 'collection', collection('Sample API', [request('spacecrafts')]));
    return stage.ask(transform, { params: { collectionId: uid }, query: { format } });
  },
});

export const transformationScenarios: readonly Scenario[] = [
  success('Successful JSON Response', 'json'),
  success('Successful YAML Response', 'yaml'),
  { ...withoutKey(transform, 'Unauthorized'), deviation },
  {
    operation: transform,
    status: 404,
    example: 'Not Found',
    deviation,
    play: (stage) =>
      stage.ask(transform, { params: { collectionId: '12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2' } }),
  },
  broken(transform, 'Internal Server Error'),
];
