import { checkRelease } from './suite.ts';

checkRelease('0.28');
