// Room: a mock server's spec → what one would write in a desired file.
import { getAt, type Kind } from '@postform/engine';
import { writtenRef } from '../kind-tools/refs.ts';
import { present } from '../kind-tools/reply.ts';

/** `private` cannot be read back, so it is written as true: an import must never publish a mock by accident. */
export const write: Kind['write'] = (spec, { refName }) => {
  const response = getAt(spec, '/config/serverResponseId');
  return {
    written: present({
      name: spec['name'],
      collection: writtenRef(refName, 'collection', spec['collection']),
      environment: writtenRef(refName, 'environment', spec['environment']),
      private: spec['private'] ?? true,
      description: spec['description'],
      versionTag: spec['versionTag'],
      config: response ? { serverResponseId: response } : undefined,
    }),
    files: {},
  };
};
