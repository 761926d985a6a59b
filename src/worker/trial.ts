/** The entry of a worker that tries a channel: it blocks for a message, and sends that back. */
import { type ChannelEndpoint, openWorkerChannel } from '../channel/index.ts';

/** Milliseconds after which it makes no further attempt. */
const LONGEST = 1000;

addEventListener(
  'message',
  async ({ data }: MessageEvent<ChannelEndpoint>) => {
    const channel = openWorkerChannel(data);
    await channel.prepare();
    channel.block(LONGEST);
    channel.post(channel.poll() ?? '');
  },
  { once: true },
);
