// Reservations: calls that are set aside before any is sent. Only a reservation can send a call.
import type { AppError, Call, Leaving, Purpose, Reply, Reservation } from '@postform/engine';
import type { ClientErrorCode } from '../http/error-codes.ts';
import { appError, type Redact } from '../http/errors.ts';
import type { OnEvent } from '../http/events.ts';
import type { Quota } from './quota.ts';

/** The calls of a reservation, as an attempt uses them. */
export interface ReservedCalls {
  /** Takes one call for an attempt. False where none is left. */
  take(): boolean;
  /** The attempt is sent: its call is spent. */
  spend(): void;
  /** The attempt was given up before it was sent. */
  putBack(): void;
}

export interface ReservationOptions {
  readonly quota: Quota;
  readonly maxCallsPerRun: number | undefined;
  readonly redact: Redact;
  /** The command has the option --target. */
  readonly takesTargets: boolean;
  /** A reservation for writing was made while nobody knows how many calls are left. */
  readonly onUnknownQuota: () => void;
  /** Sends one call and its retries, paid from the reserved calls. */
  readonly send: (call: Call, reserved: ReservedCalls, leaving?: Leaving) => Promise<Reply>;
}

interface Open {
  readonly purpose: Purpose;
  readonly worst: number;
  /** True where nobody knew how many calls are left when it was opened. */
  isBlind: boolean;
  spent: number;
  taken: number;
}

/** All reservations of one client: they share the run's limit and the quota. */
export class Reservations {
  readonly #options: ReservationOptions;
  readonly #open = new Set<Open>();
  #spent = 0;

  constructor(options: ReservationOptions) {
    this.#options = options;
  }

  /** Calls sent so far, retries included. */
  spent(): number {
    return this.#spent;
  }

  /** Calls set aside and not sent yet. */
  setAside(): number {
    return [...this.#open].reduce((sum, one) => sum + one.worst - one.spent, 0);
  }

  /** Throws E_CLIENT_RUN_SHORT, E_CLIENT_MONTH_SHORT or E_CLIENT_MONTH_EXHAUSTED, all with exit 4. */
  async open(purpose: Purpose, worst: number): Promise<Reservation> {
    const { quota } = this.#options;
    this.#checkRun(purpose, worst);
    const one: Open = { purpose, worst, isBlind: false, spent: 0, taken: 0 };
    this.#open.add(one);
    const isGranted = await quota.setAside(worst);
    if (!isGranted || quota.view().isExhausted) {
      this.#open.delete(one);
      if (isGranted) quota.giveBack(worst);
      throw this.#quotaError(purpose, worst);
    }
    one.isBlind = quota.spendable() === undefined;
    if (one.isBlind && purpose === 'write') this.#options.onUnknownQuota();
    const reserved = this.#reservedCallsOf(one);
    return {
      send: async (call, leaving) => {
        this.#checkSend(one, call);
        return this.#options.send(call, reserved, leaving);
      },
      spent: () => one.spent,
      release: () => {
        if (this.#open.delete(one)) quota.giveBack(one.worst - one.spent - one.taken);
      },
    };
  }

  #reservedCallsOf(one: Open): ReservedCalls {
    const { quota } = this.#options;
    return {
      take: () => {
        if (!this.#open.has(one) || one.spent + one.taken >= one.worst) return false;
        one.taken += 1;
        return true;
      },
      spend: () => {
        one.taken -= 1;
        one.spent += 1;
        this.#spent += 1;
        quota.debit();
      },
      putBack: () => {
        one.taken -= 1;
        if (!this.#open.has(one)) quota.giveBack(1);
      },
    };
  }

  #mayReadLess(purpose: Purpose): boolean {
    return purpose === 'read' && this.#options.takesTargets;
  }

  #checkRun(purpose: Purpose, calls: number): void {
    const { maxCallsPerRun } = this.#options;
    if (maxCallsPerRun === undefined) return;
    const left = maxCallsPerRun - this.#spent - this.setAside();
    if (calls <= left) return;
    const message =
      `${priced(purpose, calls)}, and of the ${maxCallsPerRun} of one run (--max-calls, budget.maxCallsPerRun) ${Math.max(0, left)} are left: ` +
      `${this.#spent} sent, ${this.setAside()} set aside`;
    const hint = `Allow more with --max-calls or budget.maxCallsPerRun${this.#mayReadLess(purpose) ? `, or ${READ_LESS}` : ''}.`;
    const needs = this.#spent + this.setAside() + calls;
    throw appError('E_CLIENT_RUN_SHORT', message, this.#options.redact, { hint, needs });
  }

  #quotaError(purpose: Purpose, calls: number): AppError {
    const { quota, redact } = this.#options;
    const { isExhausted, reserve, remaining } = quota.view();
    if (isExhausted) return this.#error('E_CLIENT_MONTH_EXHAUSTED', 'the team has no API calls left this month');
    const setAside = this.setAside() + quota.setAsideByOthers;
    const free = Math.max(0, (quota.spendable() ?? 0) - setAside);
    const byOthers = quota.setAsideByOthers > 0 ? ` (${quota.setAsideByOthers} of them by other runs)` : '';
    const ways = [
      ...(calls <= free + quota.setAsideByOthers
        ? ['wait until the other runs have finished, which give back the calls that they do not need']
        : []),
      ...(reserve ? ['lower budget.monthlyReserve'] : []),
      ...(this.#mayReadLess(purpose) ? [READ_LESS] : []),
      'wait for next month',
    ];
    const message =
      `${priced(purpose, calls)}, and the month holds ${free} for it: ${remaining} left, ` +
      `${reserve} kept back (budget.monthlyReserve), ${setAside} set aside${byOthers}`;
    const hint = `${ways.join(', or ')}; postform budget shows it.`.replace(/^./, (first) => first.toUpperCase());
    return appError('E_CLIENT_MONTH_SHORT', message, redact, { hint });
  }

  #checkSend(one: Open, call: Call): void {
    const { quota } = this.#options;
    const { operation, method } = call.route;
    if (!this.#open.has(one)) throw this.#error('E_CLIENT_CLOSED', `${operation}: the reservation is released`);
    if (one.purpose === 'read' && method !== 'GET')
      throw this.#error('E_CLIENT_READ_ONLY', `${operation}: ${method} in a reservation made for reading`);
    if (one.spent + one.taken >= one.worst)
      throw this.#error('E_CLIENT_OVERSPENT', `${operation}: all ${one.worst} calls of the reservation are spent`);
    if (one.isBlind && quota.spendable() === 0 && !quota.view().isExhausted)
      throw this.#error('E_CLIENT_MONTH_SHORT', `${operation}: the month holds no call beyond budget.monthlyReserve`);
  }

  #error(code: ClientErrorCode, message: string): AppError {
    return appError(code, message, this.#options.redact);
  }
}

/** Warns once that nobody knows how many calls are left. */
export function unknownQuotaWarning(maxCallsPerRun: number | undefined, onEvent: OnEvent): () => void {
  const state = { hasWarned: false };
  const bound =
    maxCallsPerRun === undefined
      ? 'and budget.maxCallsPerRun sets no limit'
      : `going on, up to ${maxCallsPerRun} calls in this run (budget.maxCallsPerRun)`;
  return () => {
    if (state.hasWarned) return;
    state.hasWarned = true;
    onEvent({ type: 'warning', text: `the server does not say how many calls are left this month; ${bound}` });
  };
}

/** The number is the worst price, larger than the expected one that a plan shows: it includes retries and recovery. */
function priced(purpose: Purpose, calls: number): string {
  const what = purpose === 'read' ? 'reading' : 'writing';
  return `${what} may cost ${calls} ${calls === 1 ? 'call' : 'calls'} at worst (the expected price, and what retries may need)`;
}

const READ_LESS = 'read fewer resources (--target ADDRESS)';
