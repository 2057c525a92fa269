import { expect, test } from 'vitest';
import { explainChange } from '#src/pipeline/explain.js';

test('what changed has a name, and paths where the layers are still there', async () => {
  const before = {
    key: 'a',
    parts: {
      layover: '2 0.1.0',
      command: '1',
      'need make': '1',
      'lower base': '1',
      'lower old': '1',
      inputs: '1',
    },
    trees: { inputs: ['x'], 'need make': ['gone'] },
  };
  const after = {
    key: 'b',
    parts: {
      layover: '2 0.2.0',
      command: '2',
      'need make': '2',
      'lower base': '2',
      'lower new': '1',
      inputs: '2',
    },
    trees: { inputs: ['y'], 'need make': ['z'] },
  };
  const compare = async ([id]: readonly string[]) =>
    await Promise.resolve(id === 'gone' ? undefined : { paths: ['a', 'b'], count: 7 });
  expect(await explainChange(before, after, compare)).toEqual([
    'the command changed',
    'inputs changed: a, b and 5 more',
    'layover itself changed: 2 0.1.0 before, 2 0.2.0 now',
    'the lower base of the sandbox changed',
    'the lower new of the sandbox is new',
    'the lower old of the sandbox is gone',
    'what make made changed',
  ]);
  expect(await explainChange(before, before, compare)).toEqual([]);
});
