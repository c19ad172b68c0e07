import { describeError, type Log } from "#lib/http/log.ts";
import type { FrameId } from "#lib/model/frame.ts";
import { streamId } from "#lib/model/stream.ts";

/** Logs that a step failed without which the hook is answered all the same. */
export function warn(
  log: Log,
  event: string,
  { stream, feed, time }: Pick<FrameId, "stream" | "feed"> & { readonly time: number },
  error: unknown,
): void {
  const generated = new Date(time).toISOString();
  log(event, { level: "warn", stream: streamId(stream), feed, generated, error: describeError(error) });
}
