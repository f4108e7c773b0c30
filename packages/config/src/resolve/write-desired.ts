// Writes the YAML text of a desired file for import, so that it reads back as it was.
import {
  escapeUses,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  type Kind,
  usesText,
} from '@postform/engine';
import { printYaml } from '../yaml/yaml.ts';

export interface WrittenResource {
  readonly kind: Pick<Kind, 'plural'>;
  /** Second half of the address. */
  readonly name: string;
  /** As `Kind.write` gives it: literal texts, `{ secret: name }`, addresses in ref fields; and deferred values for uses. */
  readonly written: JsonObject;
  /** Id or uid of the object to adopt; becomes the `import:` block. */
  readonly adopt?: string;
}

/**
 * Sorted by kind and name, fields in the order given; no comments. Every text comes back as it is: `${` in it is
 * written `$${`, and what YAML 1.1 or 1.2 would take for something else is quoted.
 */
export function writeDesired(resources: readonly WrittenResource[]): string {
  const sections: Record<string, Record<string, Json>> = {};
  const key = ({ kind, name }: WrittenResource) => `${kind.plural}\n${name}`;
  for (const resource of [...resources].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const { kind, name } = resource;
    sections[kind.plural] ??= {};
    sections[kind.plural]![name] = authoredTree(resource);
  }
  return resources.length === 0 ? '{}\n' : printYaml(sections);
}

/** What stands under the name of a resource in a desired file. */
export function authoredTree({ written, adopt }: Pick<WrittenResource, 'written' | 'adopt'>): Json {
  return authored({ ...written, ...(adopt === undefined ? {} : { import: { id: adopt } }) });
}

function authored(value: Json): Json {
  if (typeof value === 'string') return escapeUses(value);
  if (Array.isArray(value)) return value.map(authored);
  if (!isObject(value)) return value;
  const text = isDeferredValue(value) ? usesText(value) : undefined;
  return text ?? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, authored(child)]));
}
