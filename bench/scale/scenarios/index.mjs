// All scenarios that need a client only, by name.
import { breakpoints, conditions } from './breakpoints.mjs';
import { containers } from './containers.mjs';
import { features } from './features.mjs';
import { interrupting, printing } from './printing.mjs';
import { setUp } from './set-up.mjs';
import { stack } from './stack.mjs';
import { steps } from './steps.mjs';

export const scenarios = { setUp, steps, stack, containers, breakpoints, conditions, features, interrupting, printing };
