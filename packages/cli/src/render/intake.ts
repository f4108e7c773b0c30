// What `pull` has to say: the files with people's edits in them, and what cannot be taken over.
import type { FileEdit, RefusedEdit } from '@postform/config';
import type { Address, Left, Line, Pointer, Pulled } from '@postform/engine';

/** What was changed in Postman, and what that means for the files. */
export interface Intake {
  readonly objects: readonly ChangedObject[];
  readonly edits: readonly FileEdit[];
  readonly refused: readonly RefusedEdit[];
  /** Leaves that the files cannot say, or only through a variable or a secret. */
  readonly left: readonly LeftLeaf[];
  readonly undecided: readonly { readonly address: Address; readonly pointer: Pointer }[];
  /** Deleted in Postman, and still in the files. */
  readonly gone: readonly Address[];
}

export interface ChangedObject {
  readonly address: Address;
  readonly name: string;
  readonly what: Pulled['what'];
  readonly lines: readonly Line[];
}

export interface LeftLeaf extends Left {
  readonly address: Address;
  /** The desired file, and where in it the value stands. */
  readonly file: string;
}
