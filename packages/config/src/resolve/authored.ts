// Gives a declared resource as people wrote it, for those who change what is written.
import { getAt, type JsonObject, type Kind, type ParseInput, type Pointer } from '@postform/engine';
import { schemaOf } from '../schema/resource-schema.ts';
import { keysAt } from '../yaml/document.ts';
import { expand } from './expand.ts';
import { type CheckedResource, link, namesSecret, type Surroundings } from './resource.ts';

/** A resource without mistakes as people wrote it, and as its kind parses it. */
export interface Authored extends ParseInput {
  readonly kind: Kind;
  /** The desired file, relative to the root, and where the resource is in it. */
  readonly file: string;
  readonly pointer: Pointer;
  /** The kind's own fields as people wrote them. */
  readonly authored: JsonObject;
}

export function authoredResource(
  { declared, own }: CheckedResource,
  { scope, filesOf }: Omit<Surroundings, 'out' | 'known'>,
): Authored {
  const { kind, document, pointer } = declared;
  const { files, fileText } = filesOf(document.file);
  const { schema } = schemaOf(kind);
  const nothing = () => undefined;
  const expanded = expand(own, '', { ...scope, mayBeSecret: (at) => namesSecret(schema(), at), fileText }, nothing);
  const written = link(kind, own, expanded, scope, nothing);
  const keyOrder = (at: string) => keysAt(document, pointer + at, getAt(written, at));
  return { kind, file: document.file, pointer, authored: own, written, files, keyOrder };
}
