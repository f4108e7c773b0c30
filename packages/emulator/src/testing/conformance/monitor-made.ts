// Makes the documented monitor, on a collection and an environment of the stage.
import { collection, make } from '../harness.ts';
import type { Stage } from './scenario.ts';

export const documentedCollection = '12345678-12ece9e1-2abf-4edc-8e34-de66e74114d2';
const documentedEnvironment = '12345678-5daabc50-8451-43f6-922d-96b403b4f28e';

/** A monitor and what it watches, by uid. */
export interface Made {
  readonly id: string;
  readonly collection: string;
  readonly environment: string;
}

/** The body of the documented create, of a collection with these items and an environment. */
export async function documentedBody(stage: Stage, items: unknown[] = []): Promise<object> {
  const watched = await make(stage, 'collection', collection('Watched', items));
  const environment = await make(stage, 'environment', { environment: { name: 'E' } });
  stage.alias(documentedCollection, watched.uid);
  stage.alias(documentedEnvironment, environment.uid);
  return stage.documented('createMonitor') as object;
}

/** A monitor of the documented create; `more` is laid over it. */
export async function made(stage: Stage, items: unknown[] = [], more: object = {}): Promise<Made> {
  const { monitor } = (await documentedBody(stage, items)) as { monitor: Omit<Made, 'id'> };
  const { id } = await make(stage, 'monitor', { monitor: { ...monitor, ...more } });
  return { id, collection: monitor.collection, environment: monitor.environment };
}
