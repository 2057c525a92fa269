/** A report in the making. */
export class ReportBuilder {
  #applied = 0;
  #bytes = 0;
  #skipped = [];
  #stripped = [];
  #privileged = [];
  apply() {
    this.#applied += 1;
  }
  addBytes(bytes) {
    this.#bytes += bytes;
  }
  skip(path, reason) {
    this.#skipped.push({ path, reason });
  }
  strip(path, losses) {
    for (const what of losses) this.#stripped.push({ path, what });
  }
  notePrivileges(path, privileges) {
    for (const what of privileges) this.#privileged.push({ path, what });
  }
  build() {
    return {
      applied: this.#applied,
      bytes: this.#bytes,
      skipped: this.#skipped,
      stripped: this.#stripped,
      privileged: this.#privileged,
    };
  }
}
//# sourceMappingURL=report.js.map
