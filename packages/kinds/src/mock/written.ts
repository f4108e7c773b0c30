// A mock server between what is written in a desired file and its spec. What is not written is not in the spec.
import { getAt, type Kind, type Parsed, type ParseInput } from '@postform/engine';
import { writtenRef } from '../kind-tools/refs.ts';
import { type Reader, readName, readSwitch, readUid } from '../kind-tools/scalars.ts';
import { present } from '../kind-tools/trees.ts';

export function parseMock({ written }: ParseInput): Parsed {
  const reader: Reader = { problems: [] };
  const spec = present({
    name: readName(reader, written['name'], 'mock server'),
    collection: readUid(reader, written['collection'], '/collection'),
    environment: readUid(reader, written['environment'], '/environment'),
    private: readSwitch(reader, written['private'], '/private'),
    description: written['description'],
    versionTag: written['versionTag'],
    config: written['config'],
  });
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, spec };
}

/** `private` cannot be read back, so it is written as true: an import must never publish a mock by accident. */
export const writeMock: Kind['write'] = (spec, { refName }) => {
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
