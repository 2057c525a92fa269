import { describeUppers } from './describe-uppers.js';

// One id: reading with ranges of ids is no different.
describeUppers('single');
