import { openLayover } from '../sandbox/open.js';
import { say, style } from './output.js';
import { printable } from './text.js';
/** The state directory for one command: what had to be repaired in it is said. */
export async function openForCommand() {
  const onNotice = (notice) => say(`${style('yellow', 'layover:')} ${printable(notice)}`);
  return await openLayover({ concurrency: 1, warm: 0, onNotice });
}
//# sourceMappingURL=open.js.map
