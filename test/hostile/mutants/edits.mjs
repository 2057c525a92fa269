/** The edits of the table on the text of their files, without writing any. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Throws where the words to be replaced do not stand there exactly once. */
export function edited(text, { file, find, replace }) {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`the edit fits ${parts.length - 1} places of ${file}`);
  return parts.join(replace);
}

/** `NAME: PROBLEM` for each of the mutants that does not fit the files in `folder`. */
export function findMisfits(folder, mutants) {
  return mutants.flatMap((mutant) => {
    try {
      editAll(folder, new Map(), mutant);
      return [];
    } catch (error) {
      return [`${mutant.name}: ${error.message}`];
    }
  });
}

/** Texts by path with the edits of as many mutants as go together: those taken, and those left. */
export function takeTogether(folder, mutants) {
  let texts = new Map();
  const [taken, left] = [[], []];
  for (const mutant of mutants) {
    try {
      texts = editAll(folder, texts, mutant);
      taken.push(mutant);
    } catch (error) {
      if (taken.length === 0) throw error;
      left.push(mutant);
    }
  }
  return { texts, taken, left };
}

function editAll(folder, texts, { edits }) {
  const changed = new Map(texts);
  for (const edit of edits) {
    const path = join(folder, edit.file);
    changed.set(path, edited(changed.get(path) ?? readFileSync(path, 'utf8'), edit));
  }
  return changed;
}
