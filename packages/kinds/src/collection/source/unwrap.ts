// Finds the collection in a file.
import { isObject, type Json, type Pointer } from '@postform/engine';

/** Some tools export what the API returns: the collection inside `{ collection: … }`. */
export function unwrap(file: Json): { readonly collection: Json; readonly prefix: Pointer } {
  const isInside = isObject(file) && file['info'] === undefined && file['item'] === undefined;
  if (isInside && isObject(file['collection'])) return { collection: file['collection'], prefix: '/collection' };
  return { collection: file, prefix: '' };
}
