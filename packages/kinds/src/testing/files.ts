// Files for tests: from a map of texts, or by a function of the path. Places count lines of the pointer's last key only.
import type { FileResult, Files, Json, JsonFile } from '@postform/engine';

export function filesFrom(textOf: (path: string) => string | undefined): Files {
  const missing = (path: string) => ({
    ok: false as const,
    problem: { code: 'D_TEST_MISSING', message: `no ${path}` },
  });
  const json = (path: string): FileResult<JsonFile> => {
    const text = textOf(path);
    if (text === undefined) return missing(path);
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
    return { ok: true, value, place: (pointer) => ({ file: `${path}#${pointer}`, line: 1, column: 1 }) };
  };
  return { bytes: missing, text: missing, json, yaml: json, list: missing };
}

export function filesIn(texts: Readonly<Record<string, string>>): Files {
  return filesFrom((path) => texts[path]);
}

export const NO_FILES: Files = filesIn({});
