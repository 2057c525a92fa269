import { isRoot, rootTest } from '../fixtures/requirements.js';
import { describeUppers } from './describe-uppers.js';

if (isRoot) describeUppers('root');
else rootTest('what a hostile job leaves, mode root', () => undefined);
