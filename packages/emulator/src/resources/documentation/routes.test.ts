// Tests of public documentation over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open } from '../../testing/harness.ts';

const customColor = { highlight: 'EF5B25', rightSidebar: '303030', topBar: 'FFFFFF' };
const light = { name: 'light', colors: customColor };
const good = { customColor, customization: { appearance: { default: 'light', themes: [light] } } };

test('documentation is published under one address, published anew, and taken back', async () => {
  const harness = await open();
  const { id, uid } = await make(harness, 'collection', collection('Billing'));
  const path = `/collections/${uid}/public-documentations`;
  const first = await harness.call('PUT', path, good);
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ published: true, collectionId: id, documentationLayout: 'classic-single-column' });
  const second = await harness.call('PUT', path, { ...good, documentationLayout: 'classic-double-column' });
  expect(at(second.body, 'publicUrl')).toBe(at(first.body, 'publicUrl'));
  expect(at(second.body, 'documentationLayout')).toBe('classic-double-column');
  const gone = await harness.call('DELETE', path);
  expect([gone.status, gone.body]).toEqual([204, undefined]);
  expect((await harness.call('DELETE', path)).status).toBe(404);
});

test('the documentation of a deleted collection is gone with it', async () => {
  const harness = await open();
  const { uid } = await make(harness, 'collection', collection('Billing'));
  await harness.call('PUT', `/collections/${uid}/public-documentations`, good);
  await harness.call('DELETE', `/collections/${uid}`);
  expect(await harness.control('GET', 'objects/collection')).toEqual({ objects: [] });
  expect((await harness.call('DELETE', `/collections/${uid}/public-documentations`)).status).toBe(400);
});

test.each([
  ['no colours', { customization: {} }, 400],
  ['no customization', { customColor }, 400],
  ['a colour that is none', { ...good, customColor: { ...customColor, topBar: 'white' } }, 400],
  ['no light theme', { customColor, customization: { appearance: { themes: [{ ...light, name: 'dark' }] } } }, 400],
  ['an environment that is not there', { ...good, environmentUid: '1-2' }, 403],
] as const)('%s is refused', async (_, body, status) => {
  const harness = await open();
  const { uid } = await make(harness, 'collection', collection('Billing'));
  expect((await harness.call('PUT', `/collections/${uid}/public-documentations`, body)).status).toBe(status);
});
