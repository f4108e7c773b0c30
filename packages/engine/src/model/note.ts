// The notes of a change: facts beside it that people should know; the command line words them.
import type { Address } from './address.ts';
import type { Pointer } from './pointer.ts';

export type Note =
  /** The object was deleted outside Postform, or this key cannot reach it; the Trash may hold it. */
  | { readonly note: 'vanished' }
  /** The server has switched it off; `Kind.deactivation` says why. */
  | { readonly note: 'deactivated' }
  /** Its baseline was made with another fingerprint key or kind version. `isRead`: what is there now counts as agreed. */
  | { readonly note: 'incomparable'; readonly isRead: boolean }
  /** It would be written, and no budget is left for the read that this needs. */
  | { readonly note: 'deferred' }
  /** It will be adopted as it is: how it differs from the files is left to the next plan. */
  | { readonly note: 'adopted-as-it-is' }
  /** An earlier run was interrupted while writing it. */
  | { readonly note: 'unresolved' }
  /** A delete was answered with success, and the object is still there. */
  | { readonly note: 'delete-without-effect' }
  /** A write was answered with success, and these leaves still hold what was there before. */
  | { readonly note: 'write-without-effect'; readonly pointers: readonly Pointer[] }
  /** What it refers to will be another object. */
  | { readonly note: 'refers-to-new'; readonly addresses: readonly Address[] }
  /** It will be deleted, and somebody changed it by hand. */
  | { readonly note: 'changed-by-hand' }
  /** A superseded object that still has to be deleted. */
  | { readonly note: 'deposed'; readonly id: string }
  /** A secret has no value here. `isNew`: there is no older value that could count as unchanged. */
  | { readonly note: 'secret-missing'; readonly name: string; readonly isNew: boolean };
