// Room: a mock server's spec → what one would write in a desired file.
import { getAt, type Json, type Kind } from '@postform/engine';
import { present } from '../reply.ts';

/** `private` cannot be read back, so it is written as true: an import must never publish a mock by accident. */
export const write: Kind['write'] = (spec, { refName }) => {
  const ref = (kind: string, uid: Json | undefined): Json | undefined =>
    typeof uid === 'string' ? (refName(kind, uid) ?? { uid }) : uid;
  const response = getAt(spec, '/config/serverResponseId');
  return {
    written: present({
      name: spec['name'],
      collection: ref('collection', spec['collection']),
      environment: ref('environment', spec['environment']),
      private: spec['private'] ?? true,
      description: spec['description'],
      versionTag: spec['versionTag'],
      config: response ? { serverResponseId: response } : undefined,
    }),
    files: {},
  };
};
