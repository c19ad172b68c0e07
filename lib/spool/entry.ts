import { z } from "zod";
import type { FeedEvent } from "#lib/provider/event.ts";
import { isFeedId, isSource, parseStream, streamId } from "#lib/model/stream.ts";
import type { FrameId } from "#lib/store/keys.ts";

/** A hook that was verified and could not be stored yet. */
export type Entry =
  | { readonly kind: "frame"; readonly frame: FrameId; readonly jpeg: Uint8Array }
  | { readonly kind: "event"; readonly event: FeedEvent };

const NEWLINE = 0x0a;

const time = z.number().int().positive();
const identity = {
  feed: z.string().refine(isFeedId),
  stream: z.string().transform((id, context) => {
    const stream = parseStream(id);
    if (stream !== null) return stream;
    context.addIssue({ code: "custom", message: "is no stream id" });
    return z.NEVER;
  }),
  time,
};

const header = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("frame"), ...identity, bytes: z.number().int().positive() }),
  z.object({
    kind: z.literal("event"),
    ...identity,
    event: z.enum(["started", "ended"]),
    source: z.string().refine(isSource),
  }),
]);

/** An entry as a file: a line of JSON that says what it is, and the picture's bytes behind it. */
export function encodeEntry(entry: Entry): Uint8Array {
  const [about, body] =
    entry.kind === "frame"
      ? [{ kind: "frame", ...entry.frame, bytes: entry.jpeg.byteLength }, entry.jpeg]
      : [{ kind: "event", ...entry.event }, new Uint8Array()];
  return Buffer.concat([
    Buffer.from(`${JSON.stringify({ ...about, stream: streamId(about.stream) })}\n`),
    body,
  ]);
}

/** Reads a file back. Null when it is damaged: shorter than it says, or nothing that `encodeEntry` writes. */
export function decodeEntry(file: Uint8Array): Entry | null {
  const end = file.indexOf(NEWLINE);
  const about = end === -1 ? null : parseHeader(file.subarray(0, end));
  if (about === null) return null;
  const { feed, stream, time } = about;
  if (about.kind === "event") {
    return { kind: "event", event: { event: about.event, feed, stream, source: about.source, time } };
  }
  const jpeg = file.subarray(end + 1);
  return jpeg.byteLength === about.bytes ? { kind: "frame", frame: { feed, stream, time }, jpeg } : null;
}

function parseHeader(line: Uint8Array): z.infer<typeof header> | null {
  try {
    return header.safeParse(JSON.parse(Buffer.from(line).toString())).data ?? null;
  } catch {
    return null;
  }
}
