// Recognises texts that are written where a path is expected and are none, or none that every system reads alike.
import { sep } from 'node:path';
import { quoteValue } from './wording.ts';

export interface FormMistake {
  readonly message: string;
  readonly hint: string;
}

/** `exists`: a file of exactly this name is there, so that the text is a path whatever its form. */
export function formMistake(path: string, exists: boolean): FormMistake | undefined {
  if (path.includes('\\') && (!exists || sep === '\\') && !/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
    const slashes = path.replaceAll('\\', '/');
    return /^([a-z]:)?\/\/?/i.test(slashes)
      ? driveOf(path)
      : {
          message: `${quoteValue(path)} uses backslashes, which separate folders only on Windows`,
          hint: `write "/" between folders: ${slashes}`,
        };
  }
  if (exists) return undefined;
  if (/^file:/i.test(path))
    return {
      message: `${quoteValue(path)} is a file: URL, not a path`,
      hint: 'write the path of the file, relative to this file, without "file:"',
    };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path))
    return {
      message: `${quoteValue(withoutUser(path))} is a URL, and Postform reads files only`,
      hint: 'download it into the repository, and write the path of that file',
    };
  if (/^~/.test(path))
    return {
      message: `${quoteValue(path)} starts with "~", which is not expanded to a home folder here`,
      hint: 'write the path of a file of the repository, relative to this file',
    };
  if (/^[a-z]:\//i.test(path)) return driveOf(path);
  return undefined;
}

function driveOf(path: string): FormMistake {
  return {
    message: `${quoteValue(path)} is an absolute Windows path`,
    hint: 'write a path relative to this file, with "/" between folders',
  };
}

/** Without the user and password of a URL. */
function withoutUser(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}
