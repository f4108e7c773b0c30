// The entry of the client package: paid, paced calls to the Postman API.
export { createClient, type PostmanClient } from './client.ts';
export type { ClientOptions } from './client-options.ts';
export type { ForgottenData, ForgottenLimit } from './forget.ts';
export type { ProxyOptions } from './http/endpoint.ts';
export { type ClientErrorCode, clientErrors } from './http/error-codes.ts';
export { type ClientEvent, clockTime, type OnEvent } from './http/events.ts';
export { plausibleQuota, type QuotaReport } from './http/plausible.ts';
export type { BucketView } from './limiter/bucket.ts';
export { bucketsOf } from './limiter/limits.ts';
export type { SharingOptions } from './membership.ts';
export type { BudgetView } from './quota/budget.ts';
export type { LedgerView, MonthlyReserve, QuotaView } from './quota/quota.ts';
export type { AccountId } from './sharing/account.ts';
