export function* notesOf({ skipped, stripped, privileged }) {
  for (const note of skipped) yield { list: 'skipped', note };
  for (const note of stripped) yield { list: 'stripped', note };
  for (const note of privileged) yield { list: 'privileged', note };
}
/** About the bytes that a note takes on its way. */
export function weighNote({ note }) {
  return 64 + note.path.length;
}
/** The report again. */
export class ReportCollector {
  #lists = { skipped: [], stripped: [], privileged: [] };
  add(notes) {
    for (const { list, note } of notes) this.#lists[list].push(note);
  }
  build(counts) {
    return { ...counts, ...this.#lists };
  }
}
//# sourceMappingURL=report-notes.js.map
