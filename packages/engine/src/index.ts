// The door of the engine: every noun, the pure planner, and the functions that drive a plan.
export * from './address.ts';
export * from './calls.ts';
export * from './canonical.ts';
export { namesCredential } from './credential-names.ts';
export * from './desired.ts';
export * from './diagnostic.ts';
export { type Digester, digesterFor, makeDigester, PUBLIC_DIGESTER } from './digest.ts';
export { engineErrors } from './engine-errors.ts';
export * from './errors.ts';
export * from './evidence.ts';
export * from './files.ts';
export { type JsonMeasure, measureJson } from './json-measure.ts';
export * from './kind.ts';
export * from './leaf-paths.ts';
export { decodePlan, encodePlan } from './plan-file.ts';
export * from './plan-types.ts';
export * from './pointer.ts';
export * from './ports.ts';
export { runAdopt } from './run/adopt-run.ts';
export { runApply } from './run/apply-run.ts';
export type { ApplyInput, ApplyResult, Approval } from './run/apply-types.ts';
export { firstState } from './run/first-state.ts';
export type { LookForecast } from './run/forecast.ts';
export { type Foreseen, foresee } from './run/foresee.ts';
export { type Imported, type ImportedResource, type LeftOut, runImportAll, type Taken } from './run/import-run.ts';
export { forecastLook, type PlanRun, priceOfLook, runPlan } from './run/plan-run.ts';
export type { StepOutcome, StepStatus } from './run/schedule.ts';
export type { Coverage, LastVerified } from './run/seen.ts';
export * from './settings.ts';
export * from './shared-store.ts';
export * from './state.ts';
export { acceptResidues, type Forgotten, forgetRecord, moveRecord, recordOf } from './state-edit.ts';
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
} from './summary.ts';
export * from './tree.ts';
export * from './workspace.ts';
export * from './world.ts';
