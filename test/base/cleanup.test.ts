import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Cleanup } from '#src/base/cleanup.js';

test('steps run in reverse order, each after the one before it has ended', async () => {
  const log: string[] = [];
  {
    await using cleanup = new Cleanup();
    cleanup.defer(() => void log.push('first deferred'));
    cleanup.defer(async () => {
      await turn();
      log.push('last deferred');
    });
    log.push('body');
  }
  expect(log).toEqual(['body', 'last deferred', 'first deferred']);
});

test('every step runs, and one failure is thrown as it is', async () => {
  const log: string[] = [];
  const failure = new Error('no');
  const cleanup = new Cleanup();
  cleanup.defer(() => void log.push('ran'));
  cleanup.defer(() => {
    throw failure;
  });
  await expect(cleanup[Symbol.asyncDispose]()).rejects.toBe(failure);
  expect(log).toEqual(['ran']);
});

test('several failures are thrown together', async () => {
  const cleanup = new Cleanup();
  const [sync, late] = [new Error('sync'), new Error('late')];
  cleanup.defer(() => {
    throw sync;
  });
  cleanup.defer(() => Promise.reject(late));
  const thrown = await cleanup[Symbol.asyncDispose]().catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AggregateError);
  expect((thrown as AggregateError).errors).toEqual([late, sync]);
});

test('steps run once, however often it is disposed', async () => {
  let runs = 0;
  const cleanup = new Cleanup();
  cleanup.defer(() => void (runs += 1));
  await cleanup[Symbol.asyncDispose]();
  await cleanup[Symbol.asyncDispose]();
  expect(runs).toBe(1);
});

test('moved steps belong to the new owner alone', async () => {
  const log: number[] = [];
  const first = new Cleanup();
  first.defer(() => void log.push(1));
  first.defer(() => void log.push(2));
  const second = first.move();
  await first[Symbol.asyncDispose]();
  expect(log).toEqual([]);
  await second[Symbol.asyncDispose]();
  expect(log).toEqual([2, 1]);
});

test('a step deferred by a step still runs', async () => {
  const log: string[] = [];
  const cleanup = new Cleanup();
  cleanup.defer(() => cleanup.defer(() => void log.push('inner')));
  await cleanup[Symbol.asyncDispose]();
  expect(log).toEqual(['inner']);
});
