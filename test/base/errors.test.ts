import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hasErrno, LayoverError, messageOf, SetupError } from '#src/base/errors.js';

test('an error carries its code, hint and cause', () => {
  const cause = new Error('below');
  const error = new LayoverError('LAYOVER_HOME', 'no home', { cause, hint: 'Set LAYOVER_HOME.' });
  expect(error).toMatchObject({ name: 'LayoverError', code: 'LAYOVER_HOME', message: 'no home', cause });
  expect(error.hint).toBe('Set LAYOVER_HOME.');
});

test('an error without a cause has no such property', () => {
  const error = new LayoverError('LAYOVER_USAGE', 'bad');
  expect('cause' in error).toBe(false);
  expect(error.hint).toBeUndefined();
});

test('a setup error is a layover error with the step and errno', () => {
  const error = new SetupError({ step: 'mount-proc', errno: 'EPERM', message: 'no' });
  expect(error).toBeInstanceOf(LayoverError);
  expect(error).toMatchObject({
    name: 'SetupError',
    code: 'LAYOVER_SETUP',
    step: 'mount-proc',
    errno: 'EPERM',
  });
});

test('hasErrno is true for a system error with one of the codes', async () => {
  const error = await readFile('/does/not/exist').catch((thrown: unknown) => thrown);
  expect(hasErrno(error, 'ENOENT')).toBe(true);
  expect(hasErrno(error, 'EPERM', 'ENOENT')).toBe(true);
  expect(hasErrno(error, 'EPERM')).toBe(false);
});

test('hasErrno is false for what is no system error', () => {
  for (const value of [undefined, null, 'ENOENT', { code: 'ENOENT' }, new Error('ENOENT')]) {
    expect(hasErrno(value, 'ENOENT')).toBe(false);
  }
});

test('messageOf takes whatever was thrown', () => {
  expect(messageOf(new Error('text'))).toBe('text');
  expect(messageOf('text')).toBe('text');
  expect(messageOf(undefined)).toBe('undefined');
});
