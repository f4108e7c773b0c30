// Tests of ids and uids.
import { expect, test } from 'vitest';
import { bareId, isUid, seededIds } from './ids.ts';

test('a hundred thousand ids are version 4 shaped and all different', () => {
  const ids = seededIds('seed');
  const drawn = new Set(Array.from({ length: 100_000 }, () => ids.next()));
  expect(drawn.size).toBe(100_000);
  for (const id of [...drawn].slice(0, 1_000)) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test('the same seed and place give the same id, so a restart continues the sequence', () => {
  const first = seededIds('seed');
  first.next();
  const later = first.next();
  expect(seededIds('seed', 1).next()).toBe(later);
  expect(seededIds('other', 1).next()).not.toBe(later);
});

test('a uid is an owner and a uuid; its bare id is the uuid', () => {
  const id = seededIds('seed').next();
  expect([isUid(`123-${id}`), isUid(id), isUid(`x-${id}`)]).toEqual([true, false, false]);
  expect([bareId(`123-${id}`), bareId(id), bareId('none')]).toEqual([id, id, 'none']);
});
