// Room: JSON events, one record a line; names follow the machine-readable UI of OpenTofu where it has them.
import type { Change, Count, Event, LookForecast, Plan } from '@postform/engine';
import { namesakeWarnings } from './render/namesakes.ts';
import { furtherText, movedText } from './render/words.ts';
import type { Terminal } from './terminal.ts';

/** Rises when a record changes in a way that a reader must know of. */
const uiVersion = '1.0';

/** Anything that becomes one line. `type` says which other keys there are. */
export interface JsonRecord {
  readonly '@level': 'info' | 'warn' | 'error';
  readonly '@message': string;
  readonly type: string;
  readonly [key: string]: unknown;
}

export type WriteRecord = (record: JsonRecord) => void;

/** Puts module and time beside each record and writes it to stdout. */
export function recordWriter(terminal: Terminal): WriteRecord {
  return ({ '@level': level, '@message': message, ...rest }) => {
    const time = new Date(terminal.nowMs()).toISOString();
    const head = { '@level': level, '@message': message, '@module': 'postform.ui', '@timestamp': time };
    terminal.json({ ...head, ...rest });
  };
}

export function versionRecord(version: string): JsonRecord {
  return { ...info('version', `Postform ${version}`), postform: version, ui: uiVersion };
}

export interface DiagnosticParts {
  readonly severity: 'error' | 'warning';
  readonly code?: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number; readonly column: number } };
}

export function diagnosticRecord(diagnostic: DiagnosticParts): JsonRecord {
  const error = diagnostic.severity === 'error';
  return {
    '@level': error ? 'error' : 'warn',
    '@message': `${error ? 'Error' : 'Warning'}: ${diagnostic.summary}`,
    type: 'diagnostic',
    diagnostic,
  };
}

/** Everything a plan says, one record a change, the summary last. Changes that change nothing are left out. */
export function planRecords(plan: Plan, drift: readonly Change[]): readonly JsonRecord[] {
  const records = drift.map((change) => ({
    ...info('resource_drift', `${change.address} ${movedText(change)}`),
    change: { ...changeOf(change), pointers: change.moved.remote },
  }));
  const planned = plan.changes
    .filter((change) => change.action !== 'noop' || change.blocked !== undefined)
    .map((change) => ({
      ...info('planned_change', `${change.address}: plan to ${change.action}`),
      change: {
        ...changeOf(change),
        lines: change.lines,
        price: priceOf(change.price),
        ...(change.blocked === undefined ? {} : { blocked: change.blocked }),
      },
    }));
  const deferred = plan.changes
    .filter((change) => change.deferred === true)
    .map((change) => ({
      ...info('deferred_change', `${change.address}: no call is left to look at it before writing`),
      change: changeOf(change),
    }));
  const leftOut = (plan.leftOut ?? []).map((omitted) => ({
    ...info('left_out_change', `${omitted.address}: left out by --no-delete`),
    change: { ...resource(omitted.address), action: omitted.action },
    ...(omitted.because === undefined ? {} : { because: omitted.because }),
    ...(omitted.deposed === undefined ? {} : { deposed: omitted.deposed }),
  }));
  const refusals = plan.refused.map(({ code, message, hint }) =>
    diagnosticRecord({ severity: 'error', code, summary: message, detail: hint }),
  );
  const warnings = plan.warnings.map((summary) => diagnosticRecord({ severity: 'warning', summary }));
  const sameName = namesakeWarnings(plan).map(diagnosticRecord);
  return [...records, ...planned, ...deferred, ...leftOut, ...refusals, ...warnings, ...sameName];
}

/** `operation` is plan, apply or destroy. A replace counts as one add and one remove, as OpenTofu counts it. */
export function summaryRecord(
  operation: string,
  counts: Readonly<Record<'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'forget' | 'blocked', number>>,
  calls: Readonly<Record<string, unknown>>,
): JsonRecord {
  const changes = {
    add: counts.create + counts.replace,
    change: counts.update,
    import: counts.adopt,
    remove: counts.delete + counts.replace,
    forget: counts.forget,
    blocked: counts.blocked,
    operation,
  };
  const text = `${changes.add} to add, ${changes.change} to change, ${changes.remove} to remove`;
  return { ...info('change_summary', operation === 'plan' ? `Plan: ${text}` : `Done: ${text}`), changes, calls };
}

/** For the end of a summary: how many objects `--no-delete` left out; nothing without it. */
export function leftOutCount({ leftOut }: Plan): { readonly left_out?: number } {
  return leftOut === undefined ? {} : { left_out: leftOut.length };
}

/** What looking will cost, before it: `of` is what a full look costs. */
export function lookPriceRecord(message: string, { price, most, lists, ofCalls }: LookForecast): JsonRecord {
  const calls = { ...priceOf(price), worst: most, lists, bodies: price.calls - lists, of: ofCalls };
  return { ...info('refresh_price', message), calls };
}

export function priceOf(count: Count): Readonly<Record<string, unknown>> {
  return { total: count.calls, by_bucket: count.byBucket };
}

export function waitRecord(wait: {
  readonly text: string;
  readonly bucket: string;
  readonly untilMs: number;
  readonly waitMs: number;
}): JsonRecord {
  const until = new Date(wait.untilMs).toISOString();
  return { ...info('wait', wait.text), bucket: wait.bucket, until, seconds: Math.ceil(wait.waitMs / 1000) };
}

/** The record of an event; undefined for those that only a person cares for. */
export function eventRecord(event: Event): JsonRecord | undefined {
  switch (event.type) {
    case 'look-start':
      return { ...info('refresh_start', `Looking: ${event.calls} calls`), calls: event.calls };
    case 'look-further':
      return { ...info('refresh_price', furtherText(event)), calls: { total: event.calls } };
    case 'look-progress':
      return { ...info('refresh_progress', `Looked at ${event.done} of ${event.of}`), done: event.done, of: event.of };
    case 'resolve-start':
      return { ...info('resolve_start', 'Resolving unfinished writes'), addresses: event.addresses };
    case 'resolve-wait':
      return { ...info('resolve_wait', event.why), until: new Date(event.untilMs).toISOString() };
    case 'resolved':
      return {
        ...info('resolve_complete', `${event.address}: ${event.how}`),
        hook: resource(event.address),
        how: event.how,
      };
    case 'apply-start':
      return {
        ...info('apply_begin', `Applying ${event.steps} of ${event.of} steps`),
        steps: event.steps,
        of: event.of,
        calls: event.calls,
      };
    case 'step-start':
      return { ...info('apply_start', `${event.address}: ${event.op} …`), hook: hookOf(event) };
    case 'step-done': {
      const hook = { ...hookOf(event), elapsed_seconds: event.ms / 1000 };
      return { ...info('apply_complete', `${event.address}: ${event.op} done`), hook };
    }
    case 'step-failed': {
      const hook = { ...hookOf(event), error: event.error.message };
      return { ...info('apply_errored', `${event.address}: ${event.op} failed`), '@level': 'error', hook };
    }
    case 'step-skipped': {
      const hook = { ...hookOf(event), because: event.because };
      return { ...info('apply_skipped', `${event.address}: skipped because of ${event.because}`), hook };
    }
    case 'residue':
      return {
        ...info('residue', `${event.address}: residue`),
        hook: resource(event.address),
        pointers: event.pointers,
      };
    case 'kept':
      return {
        ...info('kept', `${event.address}: kept ${event.path}`),
        hook: resource(event.address),
        path: event.path,
      };
    case 'warning':
      return diagnosticRecord({ severity: 'warning', summary: event.text });
  }
}

function info(type: string, message: string): JsonRecord {
  return { '@level': 'info', '@message': message, type };
}

function resource(address: string): Readonly<Record<string, unknown>> {
  const dot = address.indexOf('.');
  const parts = { addr: address, resource_type: address.slice(0, dot), resource_name: address.slice(dot + 1) };
  return { resource: parts };
}

function changeOf(change: Change): Readonly<Record<string, unknown>> {
  return { ...resource(change.address), action: change.action, reason: change.reason };
}

function hookOf(event: { readonly address: string; readonly op: string; readonly step: string }) {
  return { ...resource(event.address), action: event.op, step: event.step };
}
