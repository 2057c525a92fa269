import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** A line that is longer comes in pieces. */
const LINE_MAX = 16_384;
/** Takes a stream of bytes apart into lines of text. What is left behind the last line end comes when it is finished. */
export class LineSink extends Writable {
  #onLine;
  #decoder = new StringDecoder('utf8');
  #rest = '';
  constructor(onLine) {
    super({ decodeStrings: true });
    this.#onLine = onLine;
  }
  _write(chunk, _encoding, done) {
    const lines = `${this.#rest}${this.#decoder.write(chunk)}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(withoutReturn(line));
    while (this.#rest.length > LINE_MAX) {
      this.#onLine(this.#rest.slice(0, LINE_MAX));
      this.#rest = this.#rest.slice(LINE_MAX);
    }
    done();
  }
  /** To be called once no more comes. */
  flush() {
    const rest = `${this.#rest}${this.#decoder.end()}`;
    this.#rest = '';
    if (rest !== '') this.#onLine(withoutReturn(rest));
  }
}
function withoutReturn(line) {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
//# sourceMappingURL=lines.js.map
