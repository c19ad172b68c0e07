import { z } from "zod";
import { FAULTS, type Frame, type FrameId } from "#lib/model/frame.ts";
import { isFeedId, isSource, parseStream, streamId, type Stream } from "#lib/model/stream.ts";
import type { FeedEvent } from "#lib/provider/event.ts";
import { fitSource } from "#lib/provider/source.ts";

/** What an earlier try to store a frame has found: a later one must come to the same keys. */
export type Judged = Pick<Frame, "faults" | "source"> & {
  /** For the next receiver of its feed; null when its picture was not compared. */
  readonly look: string | null;
};

/** A hook that was verified and could not be stored yet. */
export type Entry =
  | {
      readonly kind: "frame";
      readonly frame: FrameId;
      readonly jpeg: Uint8Array;
      /** What an earlier try has found; null where it did not come to that. */
      readonly judged: Judged | null;
    }
  | { readonly kind: "event"; readonly event: FeedEvent };

const NEWLINE = 0x0a;

const time = z.number().int().min(1e12).max(9_999_999_999_999);
const identity = {
  feed: z.string().refine(isFeedId),
  stream: z.string().transform((id, context): Stream => {
    const stream = parseStream(id);
    if (stream !== null) return stream;
    context.addIssue({ code: "custom", message: "is no stream id" });
    return z.NEVER;
  }),
};

const judged = z.object({
  faults: z.array(z.enum(FAULTS)),
  source: z.string().refine(isSource).nullable(),
  look: z.string().nullable(),
});

const header = z.union([
  z.object({
    kind: z.literal("frame"),
    ...identity,
    time,
    bytes: z.number().int().positive(),
    judged: judged.nullish(),
  }),
  z.object({
    kind: z.literal("event"),
    ...identity,
    event: z.enum(["started", "ended"]),
    source: z.string(),
    at: time,
    ended: time.nullish(),
  }),
  /** As former versions wrote events: their only time is when the feed started or ended. */
  z.object({
    kind: z.literal("event"),
    ...identity,
    event: z.enum(["started", "ended"]),
    source: z.string(),
    time,
  }),
]);

/** An entry as a file: a line of JSON that says what it is, and the picture's bytes behind it. */
export function encodeEntry(entry: Entry): Uint8Array {
  const [about, body] =
    entry.kind === "frame"
      ? [{ kind: "frame", ...entry.frame, bytes: entry.jpeg.byteLength, judged: entry.judged }, entry.jpeg]
      : [{ kind: "event", ...entry.event }, new Uint8Array()];
  return Buffer.concat([
    Buffer.from(`${JSON.stringify({ ...about, stream: streamId(about.stream) })}\n`),
    body,
  ]);
}

/** Reads a file back. Null when it is damaged: shorter than it says, or nothing that a version wrote. */
export function decodeEntry(file: Uint8Array): Entry | null {
  const end = file.indexOf(NEWLINE);
  const about = end === -1 ? null : parseHeader(file.subarray(0, end));
  if (about === null) return null;
  const { feed, stream } = about;
  if (about.kind === "frame") {
    const jpeg = file.subarray(end + 1);
    if (jpeg.byteLength !== about.bytes) return null;
    return { kind: "frame", frame: { feed, stream, time: about.time }, jpeg, judged: about.judged ?? null };
  }
  // Sources of former versions may be longer.
  const source = fitSource(about.source, stream);
  const { at, ended } =
    "time" in about
      ? { at: about.time, ended: about.time }
      : { at: about.at, ended: about.ended ?? about.at };
  const id = { feed, stream, source, at };
  const event: FeedEvent =
    about.event === "ended" ? { event: "ended", ...id, ended } : { event: "started", ...id };
  return { kind: "event", event };
}

function parseHeader(line: Uint8Array): z.infer<typeof header> | null {
  try {
    return header.safeParse(JSON.parse(Buffer.from(line).toString())).data ?? null;
  } catch {
    return null;
  }
}
