// The door of the client package: the paid, paced call to the Postman API.

export { createClient, type PostmanClient } from './client.ts';
export type { ClientOptions } from './client-options.ts';
export type { Forgotten, ForgottenLimit } from './forget.ts';
export { type ClientErrorCode, clientErrors } from './http/errors.ts';
export { type ClientEvent, clockTime, type OnEvent } from './http/events.ts';
export { believedMonth, type MonthNews } from './http/plausible.ts';
export type { ProxyOptions } from './http/transport.ts';
export type { GateView } from './limiter/bucket.ts';
export { bucketsOf } from './limiter/limits.ts';
export type { SharingOptions } from './membership.ts';
export type { BudgetView } from './quota/budget-view.ts';
export type { Ledger, MonthlyReserve, PurseView } from './quota/quota.ts';
export type { Who } from './sharing/account.ts';
