// The door of the engine: every noun, the pure planner, and the functions that drive a plan.
export * from './address.ts';
export * from './calls.ts';
export * from './canonical.ts';
export * from './desired.ts';
export * from './diagnostic.ts';
export * from './errors.ts';
export * from './evidence.ts';
export * from './files.ts';
export * from './kind.ts';
export * from './plan-types.ts';
export * from './pointer.ts';
export * from './ports.ts';
export * from './settings.ts';
export * from './state.ts';
export * from './tree.ts';
export * from './workspace.ts';
export * from './world.ts';
