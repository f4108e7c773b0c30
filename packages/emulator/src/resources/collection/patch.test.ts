// Tests of what PATCH of a collection refuses, and in which words.
import { expect, test } from 'vitest';
import { at, collection, make, open } from '../../testing/harness.ts';

async function patched(sent: unknown, options: Parameters<typeof open>[0] = {}) {
  const harness = await open({ profile: 'strict', ...options });
  const { id } = await make(harness, 'collection', collection('One'));
  return harness.call('PATCH', `/collections/${id}`, { collection: sent });
}

const script = { type: 'text/javascript', exec: [''] };

test.each([
  [{ auth: { type: 'magic' } }, "Invalid parameters: ('magic') for key: 'collection.auth.type'"],
  [{ auth: { type: 'basic' } }, "The key 'basic' must be present in 'collection.auth' when 'type' is 'basic'."],
  [{ events: [{ listen: 'test', id: 'x', script }] }, "Invalid parameters: ('id') for key: 'collection.events'"],
  [
    { events: [{ listen: 'test', script: {} }] },
    "Parameters required: ('type', 'exec') for key: 'collection.events.script'",
  ],
  [{ events: [{ script: { ...script, a: 1 } }] }, "Invalid parameters: ('a') for key: 'collection.events.script'"],
  [{ variable: [{ key: 'a' }] }, "Parameters required: ('value') for key: 'collection.variables'"],
  [{ variable: [{ key: 'a', value: '', id: 'b' }] }, "Invalid parameters: ('id') for key: 'collection.variables'"],
  [{ info: { schema: 'x' } }, "Invalid parameters: ('schema') for key: 'collection.info'"],
  [{ item: [] }, "Invalid parameters: ('item') for key: 'collection'"],
  [{}, "'info' key is mandatory when 'collection' is empty."],
])('the patch %j is a 400', async (sent, message) => {
  const answer = await patched(sent);
  expect(answer.status).toBe(400);
  expect(at(answer.body, 'error.message')).toBe(message);
});

test.each([
  ['example', 200],
  ['schema', 400],
] as const)('with patchVariableFields on %s a variable with a description is a %i', async (value, status) => {
  const variable = [{ key: 'a', value: '1', description: 'said' }];
  expect((await patched({ variable }, { switches: { patchVariableFields: value } })).status).toBe(status);
});
