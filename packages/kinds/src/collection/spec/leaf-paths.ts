// The paths at which a collection has leaves, for people who write policies.
import type { LeafPath } from '@postform/engine';

const FOLDERS = '/items/*';

/** What the collection, its folders and its requests have alike; `of` names them in a sentence. */
function ofOwner(parent: string, of: string): readonly LeafPath[] {
  const repeats = parent === '' ? {} : { repeats: FOLDERS };
  return [
    { at: `${parent}/name`, ...repeats, means: `The name of ${of}.` },
    { at: `${parent}/description`, ...repeats, means: `The description of ${of}.` },
    { at: `${parent}/auth`, ...repeats, means: `The authorization of ${of}, as a whole.` },
    { at: `${parent}/settings`, ...repeats, means: `The protocol settings of ${of}, as a whole.` },
    { at: `${parent}/variables/*`, ...repeats, means: `One variable of ${of} by its key, as a whole.` },
    { at: `${parent}/scripts/*`, ...repeats, means: `The script of ${of} that runs at prerequest or test.` },
    { at: `${parent}/order`, ...repeats, means: `The order of what stands directly in ${of}.` },
  ];
}

const REQUEST: readonly (readonly [field: string, means: string])[] = [
  ['line', 'The method and URL of a request.'],
  ['header', 'The headers of a request: the whole list.'],
  ['body', 'The body of a request, as a whole.'],
  ['auth', 'The authorization of a request, as a whole.'],
  ['description', 'The description of a request.'],
  ['proxy', 'The proxy of a request.'],
  ['certificate', 'The certificate of a request.'],
];

/** Names of folders, requests and examples are their keys; a second one of a name is NAME#2. */
export const collectionLeafPaths: readonly LeafPath[] = [
  ...ofOwner('', 'the collection'),
  ...ofOwner(FOLDERS, 'a folder or request'),
  ...REQUEST.map(([field, means]) => ({ at: `${FOLDERS}/request/${field}`, repeats: FOLDERS, means })),
  { at: `${FOLDERS}/examples/*`, repeats: FOLDERS, means: 'One saved response of a request, as a whole.' },
  { at: `${FOLDERS}/exampleOrder`, repeats: FOLDERS, means: 'The order of the saved responses of a request.' },
  { at: '/extra/*/*', means: 'A key outside the format, by the pointer of the part that holds it.' },
];
