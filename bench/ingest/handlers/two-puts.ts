// The floor of PREVIEWS=off: HTTP, the HMAC and the same two PUTs, of the original and of its empty index entry.
import type { Frame } from "#lib/model/frame.ts";
import { logKey, previewKey } from "#lib/model/keys.ts";
import { parseStream } from "#lib/model/stream.ts";
import { serve } from "./handler.ts";
import { put } from "./put.ts";

/** The size of the benchmark's pictures: the floor does not look for it. */
const SIZE = { width: 1920, height: 1080 };
const EMPTY = Buffer.alloc(0);

serve(async ({ feed, stream: id, time, jpeg }) => {
  const stream = parseStream(id);
  if (stream === null) throw new Error(`${id} is no stream`);
  const frame: Frame = { stream, feed, time: Number(time), ...SIZE, faults: [], isBare: true, source: null };
  await put(logKey({ kind: "frame", frame }), jpeg);
  await put(previewKey(frame), EMPTY);
});
