// The schemas for editors accept what loading accepts.
import type { Json, JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { testKinds } from '../testing/kinds.ts';
import { schemaFiles } from './schema-files.ts';
import { validator } from './validator.ts';

const files = schemaFiles(testKinds);
const parse = (name: string) => JSON.parse(files[name] ?? 'null') as JsonObject;
const desired = validator(parse('postform.desired.schema.json'));
const project = validator(parse('postform.project.schema.json'));
const lamp = (fields: Json) => ({ lamps: { l: { name: 'L', board: 'board.a', ...(fields as JsonObject) } } });

describe('schemas for editors', () => {
  it('are draft-07, two in number, and end with a newline', () => {
    expect(Object.keys(files)).toEqual(['postform.project.schema.json', 'postform.desired.schema.json']);
    for (const text of Object.values(files)) {
      expect(text.endsWith('}\n')).toBe(true);
      expect(text).toContain('"$schema": "http://json-schema.org/draft-07/schema#"');
    }
  });

  it('take uses wherever a scalar stands, and nothing else in its place', () => {
    expect(
      desired(lamp({ delay: `\${var.delay}`, active: `\${env.ON}`, color: `\${var.color}`, emails: [`\${var.mail}`] })),
    ).toEqual([]);
    expect(desired(lamp({ delay: 'soon' }))).not.toEqual([]);
    expect(desired(lamp({ color: 'pink' }))).not.toEqual([]);
    expect(desired(lamp({ emails: ['nobody'] }))).not.toEqual([]);
  });

  it('know lifecycle and import of every kind', () => {
    const fields = {
      lifecycle: { protect: true, ignore: ['/a'], drift: [{ at: '/b', policy: 'stop' }] },
      import: { id: 'x' },
    };
    expect(desired(lamp(fields))).toEqual([]);
    expect(desired(lamp({ lifecycle: { protect: 'yes' } }))).not.toEqual([]);
    expect(desired(lamp({ lifecicle: {} }))).not.toEqual([]);
  });

  it("follow a kind's own $ref, and refuse unknown kinds and names", () => {
    expect(
      desired({
        boards: { b: { name: 'B', notes: { a: 1, b: { value: true, enabled: `\${var.x}` }, c: { secret: 's' } } } },
      }),
    ).toEqual([]);
    expect(desired({ boards: { b: { name: 'B', notes: { a: { valu: 1 } } } } })).not.toEqual([]);
    expect(desired({ moved: [] })).not.toEqual([]);
    expect(desired({ boards: { 'a b': { name: 'B' } } })).not.toEqual([]);
  });

  it('keep titles and descriptions where editors read them for the hover', () => {
    const definitions = parse('postform.desired.schema.json')['definitions'] as JsonObject;
    const properties = (definitions['lamp'] as JsonObject)['properties'] as JsonObject;
    expect(properties['active']).toMatchObject({
      description: 'Whether it shines.',
      anyOf: [{ type: 'boolean' }, { type: 'string' }],
    });
  });

  it('describe every field of a project', () => {
    const bare: string[] = [];
    const visit = (node: Json, path: string) => {
      const properties = (node as JsonObject)['properties'] as JsonObject | undefined;
      for (const [key, field] of Object.entries(properties ?? {})) {
        if (typeof (field as JsonObject)['description'] !== 'string') bare.push(`${path}/${key}`);
        visit(field, `${path}/${key}`);
      }
    };
    visit(parse('postform.project.schema.json'), '');
    expect(bare).toEqual([]);
    expect(
      project({ postform: 1, desired: ['a'], workspace: 'w', guard: { delete: { lamp: 1, default: '3%' } } }),
    ).toEqual([]);
    expect(project({ postform: 1, desired: ['a'], workspace: 'w', guard: { delete: { lump: 1 } } })).not.toEqual([]);
  });
});
