/** What to do about a module that is not found; apart, since it is fetched after what is seen at first. */
export { adviceFrom } from '../client/packages.ts';
export { attachModuleAdvice } from '../ui/layout/module-advice.ts';
