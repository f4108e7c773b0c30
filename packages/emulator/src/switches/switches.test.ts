// Tests of the table of switches: its values, its profiles, and the page that explains it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { SwitchRow } from './row.ts';
import { applySwitches, profileOf, resolveSwitches, switchesFromTexts, switchTable } from './switches.ts';

const rows = Object.entries(switchTable as Readonly<Record<string, SwitchRow>>);

test.each(rows)('%s is under each profile something that it may be, and names its source', (name, row) => {
  for (const profile of ['strict', 'lenient', 'hostile'] as const) {
    const switches = resolveSwitches({}, profile);
    expect(() => applySwitches(switches, { [name]: row[profile] ?? row.strict })).not.toThrow();
  }
  expect(row.source.length).toBeGreaterThan(10);
});

test('the page about the emulator says of every switch which question it answers', () => {
  const page = readFileSync(new URL('../../../../docs/emulator.md', import.meta.url), 'utf8');
  const [, questions = ''] = page.split('<!-- end of switches -->');
  const named = new Set([...questions.matchAll(/`(\w+)`/g)].map((match) => match[1]));
  expect(rows.map(([name]) => name).filter((name) => !named.has(name))).toEqual([]);
});

test('texts become the values that read so', () => {
  const texts = {
    workspaceDeleteMissing: '404',
    asyncUpdateMs: '404',
    monitorNullsOnRead: 'false',
    rateWindow: 'round',
  };
  const wanted = { workspaceDeleteMissing: '404', asyncUpdateMs: 404, monitorNullsOnRead: false, rateWindow: 'round' };
  expect(switchesFromTexts(texts)).toEqual(wanted);
  expect(() => resolveSwitches(switchesFromTexts({ colour: 'red' }))).toThrow('there is no switch named "colour"');
});

test('a profile that there is not is refused in words', () => {
  expect([profileOf(undefined), profileOf(''), profileOf('hostile')]).toEqual(['strict', 'strict', 'hostile']);
  expect(() => profileOf('kind')).toThrow('there is no profile "kind": it may be strict, lenient, hostile');
});
