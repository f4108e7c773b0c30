// Opens the files that kinds read while parsing: paths relative to the desired file, never outside the repository.
import type { Files } from '@postform/engine';
import type { FileBounds } from '../files/bounds.ts';
import { absolutePath, problem, type ReadPurpose, resolveInside, shownPath } from '../files/paths.ts';
import { readBytes } from '../files/read-bytes.ts';
import { parseJson } from '../files/read-json.ts';
import type { SourceDisk } from '../files/source-disk.ts';
import { decode } from '../files/text.ts';
import { placeAt } from '../yaml/document.ts';
import { MAX_YAML_BYTES } from '../yaml/read-document.ts';
import { readYaml } from '../yaml/read-yaml.ts';

/** Postman accepts up to 100 MB for one object; other files have the same limit. */
export const MAX_SOURCE_BYTES = 128 * 1024 * 1024;

/** Told of each file and folder that was read, as it was: its bytes, or the names in it. */
export type OnRead = (path: string, found: Uint8Array | readonly string[]) => void;

/** `fromFile` is the desired file, relative to the root. Hidden files are not read for `embed`. */
export function sourceFiles(
  disk: SourceDisk,
  fromFile: string,
  bounds: FileBounds,
  { purpose, onRead }: { readonly purpose: ReadPurpose; readonly onRead?: OnRead | undefined },
): Files {
  const { root } = bounds;
  const bytes: Files['bytes'] = (path) => {
    const inside = resolveInside(disk, bounds, fromFile, path, purpose);
    if (!inside.ok) return inside;
    const read = readBytes(disk, root, inside.path, MAX_SOURCE_BYTES);
    if (read.ok) onRead?.(path, read.bytes);
    return read;
  };
  const named = (path: string) => shownPath(root, absolutePath(root, fromFile, path));
  const text: Files['text'] = (path) => {
    const read = bytes(path);
    if (!read.ok) return read;
    const decoded = decode(read.bytes, named(path));
    return decoded.ok ? decoded : problem('D_FILE_ENCODING', decoded.message, decoded.hint, decoded.place);
  };
  return {
    bytes,
    text,
    json: (path) => {
      const read = text(path);
      return read.ok ? parseJson(read.text, named(path)) : read;
    },
    yaml: (path) => {
      const read = text(path);
      if (!read.ok) return read;
      if (read.text.length > MAX_YAML_BYTES)
        return problem(
          'D_FILE_TOO_LARGE',
          `${named(path)} has more than ${MAX_YAML_BYTES} characters of YAML`,
          'split the file',
        );
      const { document, diagnostics } = readYaml(read.text, named(path));
      if (document !== undefined && diagnostics.length === 0)
        return { ok: true, value: document.value, place: (pointer) => placeAt(document, pointer) };
      const first = diagnostics[0];
      return problem(
        first?.code ?? 'D_FILE_EMPTY',
        first?.message ?? `${named(path)} is empty`,
        first?.hint ?? 'write something into it',
        first?.place,
      );
    },
    list: (path) => {
      const inside = resolveInside(disk, bounds, fromFile, path, purpose);
      if (!inside.ok) return inside;
      const entries = disk.list(inside.path);
      if (entries === undefined)
        return problem('D_FILE_UNREADABLE', `${named(path)} is not a folder that can be read`, 'name a folder');
      const names = entries.map((entry) => (entry.type === 'directory' ? `${entry.name}/` : entry.name)).sort();
      onRead?.(path, names);
      return { ok: true, names };
    },
  };
}
