// Operations of RFC 6902 on plain trees.
import type { Json } from './json.ts';
import type { Pointer } from './pointer.ts';

/** One operation of an RFC 6902 document, as a comparison of two trees makes them. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: Pointer; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Pointer };

/** As `PatchOperation`, where what has moved is moved. Each is applied to what the one before has left. */
export type TreeOperation = PatchOperation | { readonly op: 'move'; readonly from: Pointer; readonly path: Pointer };
