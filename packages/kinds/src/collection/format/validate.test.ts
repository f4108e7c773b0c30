// What fits and what does not: exactly what Postman's own schemas accept, and mistakes told once, for what was meant.
import { readFileSync } from 'node:fs';
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { contentOf, corpusFiles } from '../../../../../tests/harness/corpus.ts';
import { factsFolder, NEEDS_FACTS } from '../../../../../tests/harness/needs.ts';
import { mutations } from '../testing/mutate.ts';
import { breachesOf, formatOf } from './validate.ts';

const official = (version: string): ValidateFunction => {
  const schema = JSON.parse(
    readFileSync(`${factsFolder}/schemas/collection.v${version}.0.draft-07.ajv.json`, 'utf8'),
  ) as JsonObject;
  return new Ajv({ strict: false, logger: false }).compile(schema);
};

describe.skipIf(factsFolder === undefined)(`the schema of source files ${NEEDS_FACTS}`, () => {
  const [newer, older] = factsFolder ? [official('2.1'), official('2.0')] : [];
  const wanted = (value: Json) => (newer!(value) ? '2.1' : older!(value) ? '2.0' : undefined);
  const all = [...corpusFiles('collections'), ...corpusFiles('invalid')].map((file) => {
    const value = contentOf(file) as JsonObject;
    return [file.name, isObject(value['collection']) ? value['collection'] : value] as const;
  });

  it.each(all)('weighs %s as the published schemas do', (_, value) => {
    expect(formatOf(value)).toBe(wanted(value));
  });

  it('weighs seeded mutations of all of them as the published schemas do', () => {
    const verdicts = new Map<string | undefined, number>();
    const small = all.filter(([, value]) => JSON.stringify(value).length < 60_000);
    small.forEach(([name, value], index) => {
      for (const { mutant, at } of mutations(value, 100, index + 1)) {
        const verdict = wanted(mutant);
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        expect(formatOf(mutant), `${name} ${at}`).toBe(verdict);
      }
    });
    for (const verdict of ['2.1', '2.0', undefined]) expect(verdicts.get(verdict)).toBeGreaterThan(150);
  });
});

it('a file with very many mistakes is checked in a time that grows with their number only', () => {
  const item = Array.from({ length: 8_000 }, (_, index) => ({ name: `r${index}`, request: { method: 5, url: 7 } }));
  const started = process.cpuUsage();
  const breaches = breachesOf({ info: { name: 'N', schema: 'x' }, item });
  expect(breaches.filter(({ weight }) => weight === 'mistake').length).toBeGreaterThanOrEqual(8_000);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_500);
});
