// What may be written as a monitor, and what is said of it.
import type { Json, JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { leavesOf, parsed, problems } from '../testing/spec.ts';
import { monitor } from './index.ts';

const collection: JsonObject = { $deferred: 'ref', address: 'collection.orders', attribute: 'uid' };
const least: JsonObject = { name: 'Orders', collection, schedule: { cron: '*/30 * * * *' } };

describe('a monitor as written', () => {
  it('has leaves for what is written, and for nothing else', () => {
    expect(leavesOf(monitor, parsed(monitor, least))).toEqual({
      '/name': 'Orders',
      '/collection': collection,
      '/schedule/cron': '*/30 * * * *',
    });
  });

  it('has one leaf for each list, whose order does not count', () => {
    const written = {
      ...least,
      notifications: { onError: ['b@example.com', { email: 'a@example.com' }], onFailure: [] },
      distribution: ['us-east', 'eu-central', 'mars-north'],
    };
    expect(leavesOf(monitor, parsed(monitor, written))).toMatchObject({
      '/notifications/onError': ['a@example.com', 'b@example.com'],
      '/notifications/onFailure': [],
      '/distribution': ['eu-central', 'mars-north', 'us-east'],
    });
  });

  it('takes numbers and switches that came out of variables as text', () => {
    const written = {
      ...least,
      active: 'false',
      notificationLimit: '3',
      retry: { attempts: '1' },
      options: { strictSSL: 'true', requestDelay: '900000' },
    };
    expect(leavesOf(monitor, parsed(monitor, written))).toMatchObject({
      '/active': false,
      '/notificationLimit': 3,
      '/retry/attempts': 1,
      '/options/strictSSL': true,
      '/options/requestDelay': 900_000,
    });
  });

  it('tells all that is wrong at once, each at its place', () => {
    const written: JsonObject = {
      name: '',
      collection: 'd35c5bfa-380e-4e98-9052-4eaf3bd0f14a',
      environment: 'D35C5BFA-380e-4e98-9052-4eaf3bd0f14a',
      schedule: { cron: '61 * * * *', timezone: 'Europe/Berln' },
      active: 'perhaps',
      notificationLimit: 100,
      retry: { attempts: 3 },
      options: { followRedirects: collection, strictSSL: 'no', requestDelay: 0, requestTimeout: 1.5 },
    };
    const found = problems(monitor, written);
    expect(found.map((problem) => problem.pointer)).toEqual([
      '/name',
      '/collection',
      '/environment',
      '/schedule/cron',
      '/schedule/timezone',
      '/active',
      '/notificationLimit',
      '/retry/attempts',
      '/options/followRedirects',
      '/options/strictSSL',
      '/options/requestDelay',
      '/options/requestTimeout',
    ]);
    for (const problem of found) expect(problem.hint, problem.pointer).toBeTruthy();
    expect(found[4]!.hint).toBe('Did you mean Europe/Berlin?');
    expect(found[6]!.hint).toContain('from 1 to 99');
  });

  it('lets values that come later pass unjudged', () => {
    const later: Json = { $deferred: 'text', parts: ['*/', collection, ' * * * *'] };
    const written = { ...least, schedule: { cron: later, timezone: later } };
    expect(leavesOf(monitor, parsed(monitor, written))).toMatchObject({
      '/schedule/cron': later,
      '/schedule/timezone': later,
    });
  });
});
