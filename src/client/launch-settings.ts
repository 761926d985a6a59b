/** The settings of a session, under those of a launch. */
import { argumentsIfValid, type FrameEvalConfig, type LaunchArguments } from '../protocol/index.ts';

/** @returns the launch with `settings` where it has none of its own; unchanged if it is wrong, which the worker reports. */
export function withSettings(args: LaunchArguments, settings: FrameEvalConfig | undefined): LaunchArguments {
  if (settings === undefined || !argumentsIfValid('launch', args)) return args;
  return { ...args, frameEvalConfig: { ...settings, ...args.frameEvalConfig } };
}
