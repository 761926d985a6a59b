/** What a session says of packages for every launch. */
import type { LaunchArguments } from './requests.ts';

/** Arguments of `launch` that concern packages. */
export type PackageOptions = Pick<
  LaunchArguments,
  'packages' | 'packageIndexes' | 'packageBase' | 'autoPackages' | 'packagesRequired'
>;
