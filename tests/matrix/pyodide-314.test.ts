import { checkRelease } from './suite.ts';

checkRelease('314');
