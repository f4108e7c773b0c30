// Holds the JSON Schema of the document of `pull`.
import type { JsonObject } from '@postform/engine';
import { flag, listOf, objectOf, oneOf, refTo, text, texts } from './schema-parts.ts';

const address = text('The address.');
const pointer = text('The leaf.');
const addresses = texts('The resources that are changed in it.');

export const pullKeys: Readonly<Record<string, JsonObject>> = {
  written: flag('Whether the files were written.'),
  objects: listOf(
    objectOf({
      address,
      name: text('The name of the object.'),
      what: oneOf(
        ['edited', 'gone', 'new'],
        'Whether it was changed or deleted, or no address manages it yet (`--new`).',
      ),
      lines: listOf(refTo('line', 'One line.'), 'What was changed, as `drift` shows it.'),
    }),
    'The objects that were changed in Postman.',
  ),
  files: listOf(
    objectOf({ path: text('The file, relative to the project.'), addresses }),
    'The files that hold the changes, or would hold them.',
  ),
  refused: listOf(
    objectOf({ path: text('The file.'), addresses, reason: text('Why it stays as it is.') }),
    'Files that stay as they are.',
  ),
  left: listOf(
    objectOf({
      address,
      pointer,
      why: oneOf(
        ['use', 'ref', 'secret', 'form'],
        'Why: a variable, a ref, a secret, or nothing in a file can say it.',
      ),
      file: text('The desired file.'),
    }),
    'Changes that no file can take.',
  ),
  undecided: listOf(objectOf({ address, pointer }), 'Changed in the files and in Postman to different values.'),
  left_out: listOf(
    objectOf({
      kind: text('The kind.'),
      name: text('The name of the object.'),
      id: text('Its id.'),
      why: text('Why.'),
    }),
    'With `--new`: objects that no address manages, and that stay so.',
  ),
  gone: texts('Deleted in Postman, and still in the files.'),
};
