// What import writes: a clean file, and no secret in it.
import { type JsonObject, normalize } from '@postform/engine';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../../testing/files.ts';
import { parsed, withSecrets } from '../../testing/spec.ts';
import { collection } from '../index.ts';
import { leavesIn, normalOf, rawCollection, rawFolder, rawRequest } from '../testing/raw.ts';
import { echo } from '../testing/server.ts';

const write = (raw: JsonObject) => collection.write(normalOf(raw), { name: 'orders', refName: () => undefined });
const path = '../collections/orders.postman_collection.json';

describe('the file of an imported collection', () => {
  const raw = rawCollection({ item: [rawFolder('F', [rawRequest('R', undefined, { response: [{ name: 'OK' }] })])] });

  it('is v2.1 without ids and server fields, indented by two, with a newline at its end', () => {
    const { written, files } = write(echo(collection.toRemote(normalOf(raw), { itemIds: {} })));
    expect(written).toEqual({ source: path });
    const text = files[path]!;
    expect(text).not.toMatch(/"(id|uid|_postman_id|createdAt|updatedAt|lastUpdatedBy)"/);
    expect(text).toMatch(/^\{\n {2}"info": \{\n {4}"name": "Orders",\n[\s\S]*\}\n$/);
    expect(text).toBe(write(JSON.parse(text) as JsonObject).files[path]);
  });

  it('has a name that Windows takes', () => {
    const { written, files } = collection.write(normalOf(raw), { name: 'con', refName: () => undefined });
    expect(written['source']).toBe('../collections/con_.postman_collection.json');
    expect(Object.keys(files)).toEqual([written['source']]);
  });

  it('holds no value of a variable that Postman keeps as a secret; the desired file names it', () => {
    const variable = [
      { key: 'host', value: 'x.org' },
      { key: 'API Token', value: 'canary', type: 'secret', description: 'Ask us', disabled: true },
      { key: '§', value: 'canary', type: 'secret' },
    ];
    const { written, files } = write(rawCollection({ variable }));
    expect(JSON.stringify([written, files])).not.toContain('canary');
    expect(written['variables']).toEqual({
      'API Token': { value: { secret: 'collection_orders_api-token' }, description: 'Ask us', disabled: true },
      '§': { value: { secret: 'collection_orders_value' } },
    });
    expect(new Ajv({ allowUnionTypes: true }).validate(collection.written, written)).toBe(true);
    const back = normalize(collection, parsed(collection, withSecrets(written) as JsonObject, filesIn(files)));
    expect(leavesIn(back)['/variables/API Token']).toEqual({
      ...{ key: 'API Token', type: 'secret', description: 'Ask us', disabled: true },
      value: { $deferred: 'secret', name: 'collection_orders_api-token' },
    });
    expect(leavesIn(back)['/variables/host']).toEqual({ key: 'host', value: 'x.org' });
  });
});
