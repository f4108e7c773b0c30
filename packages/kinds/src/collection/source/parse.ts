// Parses a collection: its source file, checked and keyed, with what the desired file says over it.
import type { JsonFile, JsonObject, Parsed, ParseInput, Problem } from '@postform/engine';
import { objectAt, textAt } from '../../kind-tools/trees.ts';
import { formatOf } from '../format/validate.ts';
import { keysByName } from '../spec/keys.ts';
import { toSpec } from '../spec/tree.ts';
import { otherFormat } from './guess.ts';
import { DEEPEST, tooDeepIn } from './hazards.ts';
import { type Findings, findingsIn } from './mistakes.ts';
import { withOverrides } from './overrides.ts';
import { putBack } from './pasted.ts';
import { unwrap } from './unwrap.ts';

const SUPPORTED = 'Export the collection from Postman as Collection v2.1 (JSON); v2.0 is read too.';

/** Problems: D_COLLECTION_SOURCE (not a collection file), D_COLLECTION_FORMAT (a faulty one), D_COLLECTION_KEY, D_COLLECTION_SECRET. */
export function parseCollection({ written, files, keyOrder }: ParseInput): Parsed {
  const path = textAt(written, 'source') ?? '';
  if (/\.ya?ml$/i.test(path) || /[/\\]$/.test(path)) {
    return failed([
      {
        code: 'D_COLLECTION_SOURCE',
        message: `\`source\` is ${JSON.stringify(path)}, which is not a JSON file.`,
        hint: SUPPORTED,
        pointer: '/source',
      },
    ]);
  }
  const read = files.json(path);
  if (!read.ok) return failed([{ pointer: '/source', ...read.problem }]);
  const { mistakes, warnings } = findingsOf(read, path);
  if (mistakes.length > 0) return failed(mistakes);
  const { collection } = unwrap(read.value);
  const back = putBack(toSpec(collection as JsonObject, keysByName).spec, objectAt(written, 'secrets'));
  if (back.problems.length > 0) return failed(back.problems);
  const spec = withOverrides(back.spec, written, keyOrder);
  return { ok: true, spec, warnings: [...warnings, ...back.warnings] };
}

function findingsOf(file: JsonFile, path: string): Findings {
  const deep = tooDeepIn(file.value);
  if (deep !== undefined)
    return only([
      {
        code: 'D_COLLECTION_KEY',
        message: `The file is nested more than ${DEEPEST} levels deep.`,
        hint: 'Flatten its folders.',
        place: file.place(deep),
      },
    ]);
  const { collection, prefix } = unwrap(file.value);
  const other = otherFormat(collection);
  if (other !== undefined) {
    return only([
      {
        code: 'D_COLLECTION_SOURCE',
        message: `${path} is not a Postman collection of format 2.1 or 2.0, but ${other.seems}.`,
        hint: other.remedy,
        place: file.place(prefix),
      },
    ]);
  }
  return formatOf(collection) === undefined ? findingsIn(collection as JsonObject, file, prefix) : only([]);
}

function only(mistakes: readonly Problem[]): Findings {
  return { mistakes, warnings: [] };
}

function failed(problems: readonly Problem[]): Parsed {
  return { ok: false, problems };
}
