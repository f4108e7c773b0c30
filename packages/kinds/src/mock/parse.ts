// Room: a mock server as written → its spec. What is not written is not in the spec.
import type { Parsed, ParseInput } from '@postform/engine';
import { present } from '../kind-tools/reply.ts';
import { type Reader, readName, readSwitch, readUid } from '../kind-tools/scalars.ts';

export function parse({ written }: ParseInput): Parsed {
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
