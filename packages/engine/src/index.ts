// Exports the engine: every noun, the pure planner, and the functions that drive a plan.

export type { ApplyInput, ApplyResult, Approval } from './apply/apply-input.ts';
export { forecastPlan, type PlanForecast } from './apply/forecast-plan.ts';
export { runApply } from './apply/run-apply.ts';
export { type DiffRun, diffScope, runDiff } from './apply/run-diff.ts';
export { forecastReads, type PlanRun, priceOfRefresh, runPlan } from './apply/run-plan.ts';
export type { StepOutcome, StepStatus } from './apply/schedule.ts';
export { acceptDifferences, type Forgotten, forgetRecord, moveRecord, recordOf } from './compare/edit-state.ts';
export { longestRise } from './compare/longest-rise.ts';
export { type IdentityOf, treePatch } from './compare/tree-patch.ts';
export type { Taken, Writable } from './import/imported.ts';
export type { LeftOut } from './import/read-objects.ts';
export { type Accepted, runAccept } from './import/run-accept.ts';
export { runAdopt } from './import/run-adopt.ts';
export { type Imported, runImportAll } from './import/run-import.ts';
export { type ImportedNew, runImportNew } from './import/run-import-new.ts';
export type { ImportedResource } from './import/write-objects.ts';
export { memoryKnown } from './memory/known.ts';
export {
  type GivenPorts,
  memoryBackupStore,
  memoryClock,
  memoryEvidenceStore,
  memoryPorts,
  memoryRandom,
} from './memory/ports.ts';
export { type MemoryStateStore, memoryStateStore } from './memory/state-store.ts';
export {
  type Address,
  addressOf,
  addressOfStep,
  kindNameOf,
  NAME_PATTERN,
  parseAddress,
  replacedStepId,
  type StepId,
  type StepOp,
  stepId,
} from './model/address.ts';
export {
  addCounts,
  type BucketsOf,
  type Call,
  type Client,
  type Count,
  countRoute,
  type Leaving,
  type Method,
  NO_CALLS,
  type Purpose,
  type Reply,
  type Reservation,
  type Route,
  type Send,
} from './model/call.ts';
export { canonicalJson, equalTrees } from './model/canonical.ts';
export { namesCredential } from './model/credential-names.ts';
export { type RefUse, refsIn, secretsIn } from './model/deferred-value.ts';
export {
  type CredentialPlaces,
  DEFAULT_LIFECYCLE,
  type Desired,
  type DesiredResource,
  type DriftPolicy,
  type Lifecycle,
  type Secrets,
  type SpecSummary,
  secretNamesOf,
} from './model/desired.ts';
export type { Detail } from './model/detail.ts';
export type { Diagnostic, Place, Problem } from './model/diagnostic.ts';
export { type Digester, digesterFor, LEAF_DIGEST_LENGTH, makeDigester, PUBLIC_DIGESTER } from './model/digest.ts';
export { engineErrors } from './model/engine-errors.ts';
export type { Ports } from './model/engine-ports.ts';
export { type Entry, foldEntry, type Records, withEntries, withEntry } from './model/entry.ts';
export {
  AppError,
  assert,
  CallError,
  type CallProblem,
  type ErrorCategory,
  type ErrorMeaning,
  type ErrorTable,
  type RunEnd,
} from './model/errors.ts';
export {
  type BackupStore,
  type Cycle,
  type Evidence,
  type EvidenceStore,
  type KeptFor,
  newerCycle,
  newerEvidence,
} from './model/evidence.ts';
export type { FileResult, Files, JsonFile } from './model/files.ts';
export {
  type DeferredValue,
  eachDeferredValue,
  escapeToken,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
} from './model/json.ts';
export { type JsonMeasure, measureJson } from './model/json-measure.ts';
export {
  type AttributeMeaning,
  type Identity,
  type Kind,
  type KindApi,
  type KindData,
  type KindFunctions,
  type Kinds,
  kindNamed,
  type Leaf,
  type LeafChange,
  type Line,
  type Listed,
  normalize,
  type Ownership,
  type RefField,
  type Rule,
  type Scope,
  type TaskStatus,
  type Written,
} from './model/kind.ts';
export { type Known, type KnownTable, NOTHING_KNOWN } from './model/known.ts';
export { canMatch, type LeafPath, leafAround } from './model/leaf-paths.ts';
export { nearest } from './model/nearest.ts';
export type { Note } from './model/note.ts';
export type { Digest, ItemIds, PartMatch, Parts } from './model/parts.ts';
export type { PatchOperation, TreeOperation } from './model/patch.ts';
export type {
  Action,
  Change,
  Omitted,
  Plan,
  PlanPrice,
  Precondition,
  Reason,
  Step,
  Unmanaged,
} from './model/plan.ts';
export {
  getAt,
  isWithin,
  joinPointer,
  matchesAny,
  matchesPattern,
  occurrenceKeys,
  type Pointer,
  type PointerPattern,
  setAt,
  splitPointer,
} from './model/pointer.ts';
export type { Clock, Emit, Event, Random } from './model/ports.ts';
export type { Claim, ListsIncomplete, Refusal, Refused } from './model/refusal.ts';
export {
  DEFAULT_PLAN_OPTIONS,
  type GuardLimits,
  type GuardSettings,
  type PlanOptions,
  type Refresh,
  type Threshold,
} from './model/settings.ts';
export type { Changed, SharedStore, StoreChange } from './model/shared-store.ts';
export {
  type Baseline,
  type CurrentObject,
  type CurrentRecord,
  currentAt,
  currentObjects,
  type Deleted,
  firstState,
  type InProgress,
  type Intent,
  nameItemIds,
  type ResourceRecord,
  type SentLeaves,
  type State,
} from './model/state.ts';
export type { Lease, StateStore } from './model/state-store.ts';
export { escapeUses, holdsUse, usesText } from './model/uses.ts';
export type { WorkspaceIndex, Workspaces } from './model/workspace.ts';
export type {
  Left,
  LeftWhy,
  Parsed,
  ParseInput,
  RewriteInput,
  Rewritten,
  WriteOutput,
} from './model/written.ts';
export type { Conflict } from './plan/conflicts.ts';
export type { FoundPart, PartsFound } from './plan/parts-found.ts';
export { decodePlan, encodePlan } from './plan/plan-file.ts';
export {
  deletesLeftover,
  driftOf,
  endOf,
  hasDifferences,
  hasLeftOut,
  isDeferred,
  type Summary,
  summaryOf,
  unappliedOf,
  unresolvedIn,
} from './plan/summary.ts';
export { type Pulled, type PullRun, runPull } from './pull/run-pull.ts';
export type { Side, TakenEdits } from './pull/taken.ts';
export type { Coverage, LastVerified } from './refresh/coverage.ts';
export type { ReadForecast } from './refresh/forecast.ts';
export type { Kept } from './restore/kept-spec.ts';
export { type Restored, type RestoreInput, type Restoring, runRestore } from './restore/run-restore.ts';
