// Builds the records of a plan, of its price and of its summary.

import type { Change, Count, Plan, ReadForecast } from '@postform/engine';
import { missingSecretsText } from '../render/notes.ts';
import { refusalText } from '../render/refusals.ts';
import { sameNameAdvice, sameNameObjectsIn, sameNameSentence } from '../render/same-name.ts';
import { handChangeText } from '../render/words.ts';
import { type DiagnosticParts, diagnosticRecord, info, type JsonRecord } from './records.ts';
import { resource } from './resource.ts';

/** Everything a plan says, one record a change, the summary last. Changes that change nothing are left out. */
export function planRecords(plan: Plan, drift: readonly Change[]): readonly JsonRecord[] {
  const records = drift.map((change) => ({
    ...info('resource_drift', `${change.address} ${handChangeText(change)}`),
    change: { ...changeOf(change), pointers: change.changed.remote, patch: change.patch ?? [] },
  }));
  const planned = plan.changes
    .filter((change) => change.action !== 'noop' || change.blocked !== undefined)
    .map((change) => ({
      ...info('planned_change', `${change.address}: plan to ${change.action}`),
      change: {
        ...changeOf(change),
        lines: change.lines,
        patch: change.patch ?? [],
        price: priceFields(change.price),
        ...(change.blocked === undefined
          ? {}
          : { blocked: { code: change.blocked.code, ...refusalText(change.blocked) } }),
      },
    }));
  const deferred = plan.changes
    .filter((change) => change.deferred === true)
    .map((change) => ({
      ...info('deferred_change', `${change.address}: deferred, because no budget was left to read it before writing`),
      change: changeOf(change),
    }));
  const leftOut = (plan.leftOut ?? []).map((omitted) => ({
    ...info('left_out_change', `${omitted.address}: left out by --no-delete`),
    change: { ...resource(omitted.address), action: omitted.action },
    ...(omitted.because === undefined ? {} : { because: omitted.because }),
    ...(omitted.deposed === undefined ? {} : { deposed: omitted.deposed }),
  }));
  const refusals = plan.refused.map((refusal) => {
    const { message, hint } = refusalText(refusal);
    return diagnosticRecord({ severity: 'error', code: refusal.code, summary: message, detail: hint });
  });
  const missing = missingSecretsText(plan.missingSecrets);
  const warnings = missing === undefined ? [] : [diagnosticRecord({ severity: 'warning', summary: missing })];
  const sameName = sameNameWarnings(plan).map(diagnosticRecord);
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
  const adopted = changes.import === 0 ? '' : `, ${changes.import} to adopt`;
  const text = `${changes.add} to add, ${changes.change} to change, ${changes.remove} to remove${adopted}`;
  return { ...info('change_summary', operation === 'plan' ? `Plan: ${text}` : `Done: ${text}`), changes, calls };
}

/** For the end of a summary: how many objects `--no-delete` left out; nothing without it. */
export function leftOutCount({ leftOut }: Plan): { readonly left_out?: number } {
  return leftOut === undefined ? {} : { left_out: leftOut.length };
}

/** The price of a refresh, before it starts; `of` is the price of a full refresh. */
export function refreshPriceRecord(message: string, { price, most, lists, ofCalls }: ReadForecast): JsonRecord {
  const calls = { ...priceFields(price), worst: most, lists, objects: price.calls - lists, of: ofCalls };
  return { ...info('refresh_price', message), calls };
}

export function priceFields(count: Count): Readonly<Record<string, unknown>> {
  return { total: count.calls, by_bucket: count.byBucket };
}

function changeOf(change: Change): Readonly<Record<string, unknown>> {
  return { ...resource(change.address), action: change.action, reason: change.reason };
}

function sameNameWarnings(plan: Plan): readonly DiagnosticParts[] {
  return sameNameObjectsIn(plan).map((twin) => ({
    severity: 'warning',
    summary: `An unmanaged object has the same name as a managed one: ${sameNameSentence(twin)}.`,
    detail: `${sameNameAdvice}.`,
    address: twin.sameNameAs,
  }));
}

/** One change of a document, with its refusal in words. */
export function changeDocument({ blocked, ...change }: Change): Readonly<Record<string, unknown>> {
  return {
    ...change,
    ...(blocked === undefined ? {} : { blocked: { ...blocked, ...refusalText(blocked) } }),
    patch: change.patch ?? [],
  };
}

/** A saved plan as a document: what the file holds, with refusals in words. */
export function planDocument({ changes, refused, format: _, ...plan }: Plan): Readonly<Record<string, unknown>> {
  return {
    ...plan,
    changes: changes.map(changeDocument),
    refused: refused.map((refusal) => ({ ...refusal, ...refusalText(refusal) })),
  };
}
