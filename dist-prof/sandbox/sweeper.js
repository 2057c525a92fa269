/** `node sweeper.js HOME`: empties the trash of a state directory whose runner has ended, however long that takes. */
import { openLayover } from './open.js';

const [, , home] = process.argv;
const layover = await openLayover({ home });
await layover.emptyTrash();
await layover.close();
//# sourceMappingURL=sweeper.js.map
