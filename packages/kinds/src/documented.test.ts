// What Postman's document shows of each kind can be imported: read, written as files, and read back the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { factsFolder, NEEDS_FACTS } from '../../../tests/harness/needs.ts';
import { kinds } from './registry.ts';
import { filesIn } from './testing/files.ts';
import { withSecrets } from './testing/spec.ts';

const READS = [
  ['collection', 'getCollection'],
  ['environment', 'getEnvironment'],
  ['mock', 'getMock'],
  ['monitor', 'getMonitor'],
] as const;

/** The whole objects of the documented answers, each by the name of its example. */
function examplesOf(kind: string, operation: string): readonly (readonly [string, JsonObject])[] {
  if (factsFolder === undefined) return [];
  const { responses } = JSON.parse(readFileSync(join(factsFolder, 'examples', `${operation}.json`), 'utf8')) as {
    responses: Record<string, { examples?: Record<string, Json> }>;
  };
  return Object.entries(responses['200']?.examples ?? {}).flatMap(([name, body]) => {
    const object = isObject(body) ? body[kind] : undefined;
    const isMinimal = isObject(object) && object['rootLevelRequests'] !== undefined;
    return isObject(object) && !isMinimal ? [[`${kind}: ${name}`, object] as const] : [];
  });
}

describe.skipIf(factsFolder === undefined)(`a documented read ${NEEDS_FACTS}`, () => {
  const all = READS.flatMap(([kind, operation]) => examplesOf(kind, operation));

  it('is there for each kind', () => expect(new Set(all.map(([name]) => name.split(':')[0])).size).toBe(READS.length));

  it.each(all)('%s is imported and reads back the same', (name, remote) => {
    const kind = kinds.find((one) => one.name === name.split(':')[0])!;
    const spec = normalize(kind, kind.fromRemote(remote, {}).spec);
    const context = { name: 'x', refName: () => undefined, keepSecrets: true };
    const { written, files } = kind.write(spec, context);
    const asConfigHasIt = withUids(withSecrets(written) as JsonObject);
    const parsed = kind.parse({ written: asConfigHasIt, files: filesIn(files) });
    expect(parsed).toMatchObject({ ok: true });
    const leaves = (from: JsonObject) =>
      Object.fromEntries(kind.leaves(from).map(({ pointer, value }) => [pointer, value]));
    const back = leaves(normalize(kind, parsed.ok ? parsed.spec : {}));
    for (const [pointer, value] of Object.entries(back)) {
      if (JSON.stringify(value).includes('$deferred') || kind.writeOnly.includes(pointer)) continue;
      expect(value, pointer).toEqual(leaves(spec)[pointer]);
    }
  });
});

/** `{ uid: x }` of a ref field → x, as config does it. */
function withUids(written: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => [
      key,
      isObject(value) && typeof value['uid'] === 'string' && Object.keys(value).length === 1 ? value['uid'] : value,
    ]),
  );
}
