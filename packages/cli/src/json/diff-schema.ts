// Holds the JSON Schema of the differences of one object, as `diff --json` prints them.
import type { FoundPart, JsonObject } from '@postform/engine';
import { listOf, objectOf, oneOf, text, texts, whole } from './schema-parts.ts';

/** Every way, so that the compiler asks for a new one. */
const ways: Readonly<Record<FoundPart['why'], true>> = {
  edited: true,
  renamed: true,
  moved: true,
  'moved and renamed': true,
  similar: true,
  'same place': true,
};

const lines = (description: string): JsonObject => listOf({ $ref: '#/definitions/line' }, description);

const foundPart = objectOf({
  name: text('Its name and place for people.'),
  why: oneOf(Object.keys(ways), 'By what it was found.'),
  'was?': text('Its name and place as they are remembered, where they are others.'),
});

const parts = objectOf(
  {
    'files?': objectOf(
      {
        unchanged: whole('Those that are as they were.'),
        found: listOf(foundPart, 'Those that changed.'),
        added: texts('Those that are new.'),
        gone: texts('Those that were sent and are not there any more.'),
      },
      'Those of the files, beside what was last sent; absent where the two cannot be compared.',
    ),
    'live?': objectOf(
      {
        recorded: whole('Those with a recorded id.'),
        added: texts('Those that only the object has.'),
        both: texts('Those without a recorded id that the files have, too.'),
        gone: texts('Those that are recorded and are not there any more.'),
      },
      'Those of the object, beside what is recorded; absent where there is none.',
    ),
  },
  'How its parts were found, with `--explain`; absent for kinds without parts.',
);

/** The keys of the document, without its format. */
export const diffKeys: Readonly<Record<string, JsonObject>> = {
  change: { $ref: '#/definitions/change' },
  conflicts: listOf(
    objectOf({
      pointer: text('The leaf.'),
      files: lines('What the files say; empty where they removed it.'),
      live: lines('What the object holds; empty where it is gone.'),
    }),
    'What the files and people changed to different values.',
  ),
  read_calls: whole('The calls spent to read.'),
  'parts?': parts,
};
