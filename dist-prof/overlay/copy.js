import { joinRaw } from '../base/bytes-path.js';
/** The last resort: the upper is a whole copy of what the lowers show, compared with them afterwards. */
export const copyDriver = {
  name: 'copy',
  preparation: 'copy',
  marks: () => 'plain',
  plan({ at, directory }, { mode }) {
    const source = joinRaw(directory, 'upper');
    return {
      kind: 'bind',
      target: at,
      source,
      isReadOnly: false,
      isRecursive: false,
      isMapped: mode === 'root',
    };
  },
};
//# sourceMappingURL=copy.js.map
