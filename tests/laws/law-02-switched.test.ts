// Law 2, on a server that decides the other way where the sources leave a choice: the project's own files, a third of the real ones.
import { law2 } from '../harness/meaning/law.ts';

law2(
  'a server that decides open questions the other way',
  {
    disableBodyPruning: false,
    environmentPutRequiresName: false,
    environmentUnknownTypes: 'refuse',
    schemaEcho: 'sent',
    suppliedIdsOnCreate: 'refuse',
    unknownItemIds: 'accept',
    updatedAtMovesOnNestedEdits: false,
  },
  2,
  3,
);
