// The door of the engine: every noun, the pure planner, and the functions that drive a plan.

export type { ApplyInput, ApplyResult, Approval } from './apply/apply-input.ts';
export { forecastPlan, type PlanForecast } from './apply/forecast-plan.ts';
export { runApply } from './apply/run-apply.ts';
export { forecastReads, type PlanRun, priceOfRefresh, runPlan } from './apply/run-plan.ts';
export type { StepOutcome, StepStatus } from './apply/schedule.ts';
export { acceptDifferences, type Forgotten, forgetRecord, moveRecord, recordOf } from './compare/edit-state.ts';
export { runAdopt } from './import/run-adopt.ts';
export { type Imported, type ImportedResource, type LeftOut, runImportAll, type Taken } from './import/run-import.ts';
export * from './model/address.ts';
export * from './model/call.ts';
export * from './model/canonical.ts';
export { namesCredential } from './model/credential-names.ts';
export { secretsIn } from './model/deferred-value.ts';
export * from './model/desired.ts';
export * from './model/diagnostic.ts';
export { type Digester, digesterFor, makeDigester, PUBLIC_DIGESTER } from './model/digest.ts';
export { engineErrors } from './model/engine-errors.ts';
export * from './model/engine-ports.ts';
export * from './model/entry.ts';
export * from './model/errors.ts';
export * from './model/evidence.ts';
export * from './model/files.ts';
export * from './model/json.ts';
export { type JsonMeasure, measureJson } from './model/json-measure.ts';
export * from './model/kind.ts';
export * from './model/leaf-paths.ts';
export { nearest } from './model/nearest.ts';
export * from './model/note.ts';
export * from './model/plan.ts';
export * from './model/pointer.ts';
export * from './model/ports.ts';
export * from './model/refusal.ts';
export * from './model/settings.ts';
export * from './model/shared-store.ts';
export * from './model/state.ts';
export * from './model/workspace.ts';
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
export type { Coverage, LastVerified } from './refresh/coverage.ts';
export type { ReadForecast } from './refresh/forecast.ts';
