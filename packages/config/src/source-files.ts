// Room: the files that kinds read while parsing: paths relative to the desired file, never outside the project.
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FileResult, Files, Json, JsonFile, Problem } from '@postform/engine';
import type { Disk } from './disk.ts';
import { placeAt } from './document.ts';
import { jsonMistake, offsetsIn } from './json-places.ts';
import { nearest } from './nearest.ts';
import { readYaml } from './read-yaml.ts';
import { decode, linesOf, shown } from './text.ts';

/** Postman takes collections of up to 100 MB; other bytes are capped alike. */
export const MAX_SOURCE_BYTES = 128 * 1024 * 1024;
/** The YAML parser reads about one MiB a second. */
export const MAX_YAML_BYTES = 4 * 1024 * 1024;
const MAX_JSON_DEPTH = 512;

const problem = (
  code: string,
  message: string,
  hint: string,
  place?: Problem['place'],
): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { code, message, hint, ...(place === undefined ? {} : { place }) },
});

/** A path as users read it: relative to the project root, with `/`. */
export function shownPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || '.';
}

/** The absolute path of a file named in `fromFile`, or a problem where it leads out of the project, also by a link. */
export function resolveInside(
  disk: Disk,
  root: string,
  fromFile: string,
  path: string,
): FileResult<{ readonly path: string }> {
  const full = join(root, dirname(fromFile), path);
  const outside = (inner: string) => inner === '..' || inner.startsWith(`..${sep}`) || isAbsolute(inner);
  if (isAbsolute(path) || outside(relative(root, full)))
    return problem(
      'D_FILE_OUTSIDE',
      `${shown(path)} lies outside the project`,
      'name a file inside the project, relative to this file',
    );
  const real = disk.realPath(full);
  if (real !== undefined && outside(relative(disk.realPath(root) ?? root, real)))
    return problem(
      'D_FILE_OUTSIDE',
      `${shown(path)} is a link that leads out of the project`,
      'copy the file into the project',
    );
  return { ok: true, path: full };
}

export function readBytes(
  disk: Disk,
  root: string,
  path: string,
  maxBytes: number,
): FileResult<{ readonly bytes: Uint8Array }> {
  const result = disk.read(path, maxBytes);
  if (result.ok) return result;
  const file = shownPath(root, path);
  const mib = (bytes: number) => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`;
  if (result.why === 'too-large')
    return problem(
      'D_FILE_TOO_LARGE',
      `${file} has ${mib(result.sizeBytes)}, more than ${mib(maxBytes)}`,
      'split the file',
    );
  if (result.why === 'not-a-file') return problem('D_FILE_UNREADABLE', `${file} is not a file`, 'name a file');
  if (result.why === 'denied')
    return problem('D_FILE_UNREADABLE', `${file} cannot be read`, 'check the permissions of the file');
  return problem('D_FILE_UNREADABLE', `${file} does not exist`, nearHint(disk, root, path));
}

function nearHint(disk: Disk, root: string, path: string): string {
  const entries = disk.list(dirname(path));
  if (entries === undefined) return `there is no folder ${shownPath(root, dirname(path))}`;
  const name = path.slice(dirname(path).length + 1);
  const near = nearest(
    name,
    entries.map((entry) => entry.name),
  );
  return near === undefined ? 'paths are relative to the file that names them' : `did you mean "${near}"?`;
}

/** Reads each file at most once per load. `fromFile` is relative to the root. */
export function sourceFiles(disk: Disk, root: string, fromFile: string): Files {
  const bytes: Files['bytes'] = (path) => {
    const inside = resolveInside(disk, root, fromFile, path);
    return inside.ok ? readBytes(disk, root, inside.path, MAX_SOURCE_BYTES) : inside;
  };
  const named = (path: string) => shownPath(root, join(root, dirname(fromFile), path));
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
      if (document !== undefined)
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
      const inside = resolveInside(disk, root, fromFile, path);
      if (!inside.ok) return inside;
      const entries = disk.list(inside.path);
      if (entries === undefined)
        return problem('D_FILE_UNREADABLE', `${named(path)} is not a folder that can be read`, 'name a folder');
      return {
        ok: true,
        names: entries.map((entry) => (entry.type === 'directory' ? `${entry.name}/` : entry.name)).sort(),
      };
    },
  };
}

/** JSON with the offset, line and column of what is wrong with it. `file` is for the places only. */
export function parseJson(text: string, file: string): FileResult<JsonFile> {
  const lines = linesOf(text);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    const mistake = jsonMistake(text) ?? { offset: 0, what: String((error as Error).message) };
    const { line, column } = lines(mistake.offset);
    const around = text.slice(mistake.offset, mistake.offset + 20).split('\n')[0] ?? '';
    return problem(
      'D_JSON_SYNTAX',
      `${file} is not JSON: ${mistake.what} at offset ${mistake.offset}, line ${line}, column ${column}${around === '' ? '' : ` (${shown(around)})`}`,
      text.trim() === '' ? 'the file is empty' : 'correct the file, or export it again',
      { file, line, column },
    );
  }
  if (isTooDeep(value))
    return problem('D_JSON_SYNTAX', `${file} nests more than ${MAX_JSON_DEPTH} levels deep`, 'export the file again', {
      file,
      line: 1,
      column: 1,
    });
  const offsetOf = offsetsIn(text);
  return { ok: true, value, place: (pointer) => ({ file, ...lines(offsetOf(pointer)) }) };
}

/** Level by level, so that no nesting can exhaust the stack. */
function isTooDeep(value: Json): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) return true;
    const next: unknown[] = [];
    for (const item of level)
      if (typeof item === 'object' && item !== null)
        for (const child of Object.values(item)) if (typeof child === 'object' && child !== null) next.push(child);
    level = next;
  }
  return false;
}
