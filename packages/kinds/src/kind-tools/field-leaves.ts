// Room: leaves of a spec whose fields are known by name.
import { getAt, type JsonObject, type Leaf, type Pointer } from '@postform/engine';

/** One leaf for each of these pointers at which there is a value, in this order. */
export function leavesAt(spec: JsonObject, pointers: readonly Pointer[]): readonly Leaf[] {
  return pointers.flatMap((pointer) => {
    const value = getAt(spec, pointer);
    return value === undefined ? [] : [{ pointer, value }];
  });
}
