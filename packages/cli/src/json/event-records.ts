// Builds the record of an event.

import type { Event } from '@postform/engine';
import { wordedError } from '../render/refusals.ts';
import { counted, furtherText } from '../render/words.ts';
import { diagnosticRecord, info, type JsonRecord } from './records.ts';
import { resource } from './resource.ts';

/** The record of an event; undefined for events that are shown to people only. */
export function eventRecord(event: Event): JsonRecord | undefined {
  switch (event.type) {
    case 'refresh-start':
      return { ...info('refresh_start', `Reading: ${counted(event.calls, 'call')}`), calls: event.calls };
    case 'read-further':
      return { ...info('refresh_price', furtherText(event)), calls: { total: event.calls } };
    case 'refresh-progress':
      return { ...info('refresh_progress', `Read ${event.done} of ${event.of}`), done: event.done, of: event.of };
    case 'resolve-start':
      return { ...info('resolve_start', 'Checking how interrupted writes ended'), addresses: event.addresses };
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
      const hook = { ...hookOf(event), error: wordedError(event.error).message };
      return { ...info('apply_errored', `${event.address}: ${event.op} failed`), '@level': 'error', hook };
    }
    case 'step-skipped': {
      const hook = { ...hookOf(event), because: event.because };
      return { ...info('apply_skipped', `${event.address}: skipped because of ${event.because}`), hook };
    }
    case 'unexplained-difference':
      return {
        ...info('unexplained_difference', `${event.address}: unexplained difference`),
        hook: resource(event.address),
        pointers: event.pointers,
      };
    case 'kept':
      return {
        ...info('kept', `${event.address}: backup saved as ${event.path}`),
        hook: resource(event.address),
        path: event.path,
      };
    case 'warning':
      return diagnosticRecord({ severity: 'warning', summary: event.text });
  }
}

function hookOf(event: { readonly address: string; readonly op: string; readonly step: string }) {
  return { ...resource(event.address), action: event.op, step: event.step };
}
