// The door of the client package: the paid, paced call to the Postman API.
export { believedMonth } from './believed.ts';
export type { BudgetView } from './budget-view.ts';
export { createClient, type PostmanClient } from './client.ts';
export type { ClientOptions } from './client-options.ts';
export { type ClientErrorCode, clientErrors } from './errors.ts';
export { type ClientEvent, clockTime, type OnEvent } from './events.ts';
export type { Forgotten, ForgottenLimit } from './forget.ts';
export type { GateView } from './gate.ts';
export { bucketsOf } from './limits.ts';
export type { SharingOptions } from './membership.ts';
export type { MonthNews } from './month.ts';
export type { Ledger, MonthlyReserve, PurseView } from './purse.ts';
export type { ProxyOptions } from './transport.ts';
export type { Who } from './who.ts';
