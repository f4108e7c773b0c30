// Room: finding the project file, upward from where the user stands. The one file that imports cosmiconfig.
import { basename } from 'node:path';
import * as explorer from 'cosmiconfig/dist/ExplorerSync.js';

type Found = { readonly filepath: string } | null;

interface ExplorerOptions {
  readonly moduleName: string;
  readonly searchPlaces: readonly string[];
  readonly searchStrategy: 'global';
  readonly stopDir: string;
  readonly ignoreEmptySearchPlaces: boolean;
  readonly loaders: Readonly<Record<string, (path: string, text: string) => { readonly text: string } | null>>;
  readonly cache: boolean;
  readonly mergeImportArrays: boolean;
  readonly mergeSearchPlaces: boolean;
  readonly transform: (found: Found) => Found;
}

// The class behind cosmiconfigSync, whose declaration cosmiconfig 9 leaves empty. cosmiconfigSync itself first looks for
// settings of its own and executes `.config/config.js` of the working directory to get them.
const { ExplorerSync } = explorer as unknown as {
  readonly ExplorerSync: new (options: ExplorerOptions) => { search(from: string): Found };
};

const EXTENSIONS = ['.json', '.yaml', '.yml', '.js', '.ts', '.cjs', '.mjs', 'noExt'];

/**
 * Walks up to the root of the file system, as git does, and returns the first of `names`, in their order within one folder.
 * Nothing found is executed or interpreted: the loader hands the text through, so that `$import` means nothing and the
 * caller can parse with places. Cosmiconfig's last look, into the user's configuration folder, counts for nothing.
 */
export function searchUp(startDir: string, names: readonly string[]): string | undefined {
  const load = (path: string, text: string) => (names.includes(basename(path)) ? { text } : null);
  const search = new ExplorerSync({
    moduleName: 'postform',
    searchPlaces: names,
    searchStrategy: 'global',
    stopDir: '/',
    ignoreEmptySearchPlaces: false,
    loaders: Object.fromEntries(EXTENSIONS.map((extension) => [extension, load])),
    cache: false,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
    transform: (found) => found,
  });
  const found = search.search(startDir)?.filepath;
  return found !== undefined && names.includes(basename(found)) ? found : undefined;
}
