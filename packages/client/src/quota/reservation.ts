// Room: reservations, calls set aside before any is sent; the only way to send one.
import type { AppError, Call, Count, Leaving, Purpose, Reply, Reservation } from '@postform/engine';
import { appError, type ClientErrorCode, type Redact } from '../http/errors.ts';
import type { OnEvent } from '../http/events.ts';
import type { Purse } from './quota.ts';

/** What an attempt needs of the reservation that pays for it. */
export interface Account {
  /** Sets one call of the reservation aside for an attempt. False where none is left. */
  claim(): boolean;
  /** The claimed attempt goes out: it is spent. */
  spend(): void;
  /** The claimed attempt was given up before it was sent. */
  unclaim(): void;
}

export interface ReservationOptions {
  readonly purse: Purse;
  readonly maxCallsPerRun: number | undefined;
  readonly onEvent: OnEvent;
  readonly redact: Redact;
  /** Sends one call and its retries, paid from the account. */
  readonly send: (call: Call, account: Account, leaving?: Leaving) => Promise<Reply>;
}

interface Open {
  readonly worst: number;
  spent: number;
  claimed: number;
}

/** All reservations of one client: they share the run's limit and the month. */
export class Reservations {
  readonly #options: ReservationOptions;
  readonly #open = new Set<Open>();
  #spent = 0;
  #hasWarned = false;

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
  async open(purpose: Purpose, worst: Count): Promise<Reservation> {
    const { purse } = this.#options;
    this.#checkRun(purpose, worst.calls);
    const one: Open = { worst: worst.calls, spent: 0, claimed: 0 };
    this.#open.add(one);
    const isGranted = await purse.setAside(worst.calls);
    if (!isGranted || purse.view().isExhausted) {
      this.#open.delete(one);
      if (isGranted) purse.giveBack(worst.calls);
      throw this.#monthError(purpose, worst.calls);
    }
    const isBlind = purse.left() === undefined;
    if (isBlind && purpose === 'write') this.warnBlind();
    const account: Account = {
      claim: () => this.#claim(one),
      spend: () => {
        one.claimed -= 1;
        one.spent += 1;
        this.#spent += 1;
        purse.debit();
      },
      unclaim: () => {
        one.claimed -= 1;
        if (!this.#open.has(one)) purse.giveBack(1);
      },
    };
    return {
      send: async (call, leaving) => {
        this.#checkSend(purpose, one, call, isBlind);
        return this.#options.send(call, account, leaving);
      },
      spent: () => one.spent,
      release: () => {
        if (this.#open.delete(one)) purse.giveBack(one.worst - one.spent - one.claimed);
      },
    };
  }

  /** Says once that nobody says how many calls the month still holds. */
  warnBlind(): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const { maxCallsPerRun, onEvent } = this.#options;
    const bound =
      maxCallsPerRun === undefined
        ? 'and budget.maxCallsPerRun sets no limit'
        : `going on, up to ${maxCallsPerRun} calls in this run (budget.maxCallsPerRun)`;
    onEvent({ type: 'warning', text: `the server does not say how many calls are left this month; ${bound}` });
  }

  #claim(one: Open): boolean {
    if (!this.#open.has(one) || one.spent + one.claimed >= one.worst) return false;
    one.claimed += 1;
    return true;
  }

  #checkRun(purpose: Purpose, calls: number): void {
    const { maxCallsPerRun } = this.#options;
    if (maxCallsPerRun === undefined) return;
    const left = maxCallsPerRun - this.#spent - this.setAside();
    if (calls <= left) return;
    throw this.#error(
      'E_CLIENT_RUN_SHORT',
      `${priced(purpose, calls)}, and of the ${maxCallsPerRun} of one run (--max-calls, budget.maxCallsPerRun) ${Math.max(0, left)} are left: ` +
        `${this.#spent} sent, ${this.setAside()} set aside`,
      `Allow more with --max-calls or budget.maxCallsPerRun${purpose === 'look' ? `, or ${LOOK_AT_LESS}` : ''}.`,
      this.#spent + this.setAside() + calls,
    );
  }

  #monthError(purpose: Purpose, calls: number): AppError {
    const { purse } = this.#options;
    const { isExhausted, reserve, remaining } = purse.view();
    if (isExhausted) return this.#error('E_CLIENT_MONTH_EXHAUSTED', 'the team has no API calls left this month');
    const setAside = this.setAside() + purse.heldByOthers;
    const free = Math.max(0, (purse.left() ?? 0) - setAside);
    const byOthers = purse.heldByOthers > 0 ? ` (${purse.heldByOthers} of them by other runs)` : '';
    const ways = [
      ...(calls <= free + purse.heldByOthers
        ? ['wait until the other runs are done, which give back what they do not need']
        : []),
      ...(reserve ? ['lower budget.monthlyReserve'] : []),
      ...(purpose === 'look' ? [LOOK_AT_LESS] : []),
      'wait for next month',
    ];
    return this.#error(
      'E_CLIENT_MONTH_SHORT',
      `${priced(purpose, calls)}, and the month holds ${free} for it: ${remaining} left, ` +
        `${reserve} kept back (budget.monthlyReserve), ${setAside} set aside${byOthers}`,
      `${ways.join(', or ')}; postform budget shows it.`.replace(/^./, (first) => first.toUpperCase()),
    );
  }

  #checkSend(purpose: Purpose, one: Open, call: Call, isBlind: boolean): void {
    const { operation, method } = call.route;
    if (!this.#open.has(one)) throw this.#error('E_CLIENT_CLOSED', `${operation}: the reservation is released`);
    if (purpose === 'look' && method !== 'GET')
      throw this.#error('E_CLIENT_LOOK_ONLY', `${operation}: ${method} in a reservation made for looking`);
    if (one.spent + one.claimed >= one.worst)
      throw this.#error('E_CLIENT_OVERSPENT', `${operation}: all ${one.worst} calls of the reservation are spent`);
    if (isBlind && this.#options.purse.left() === 0 && !this.#options.purse.view().isExhausted)
      throw this.#error('E_CLIENT_MONTH_SHORT', `${operation}: the month holds no call beyond budget.monthlyReserve`);
  }

  #error(code: ClientErrorCode, message: string, hint?: string, needs?: number): AppError {
    return appError(code, message, this.#options.redact, hint, needs);
  }
}

/** The number is the worst price, larger than the expected one that a plan shows: it holds what may go wrong, too. */
function priced(purpose: Purpose, calls: number): string {
  const what = purpose === 'look' ? 'looking' : 'writing';
  return `${what} may cost ${calls} ${calls === 1 ? 'call' : 'calls'} at worst (the expected price, and what retries may need)`;
}

const LOOK_AT_LESS = 'look at less (--target ADDRESS, --refresh none)';
