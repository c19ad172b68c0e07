import { z } from "zod";
import { FAULTS, type Frame, type FrameId } from "#lib/model/frame.ts";
import { isFeedId, isSource, streamId } from "#lib/model/stream.ts";
import { type FeedEvent, streamSchema, timeSchema } from "#lib/provider/event.ts";
import { fitSource } from "#lib/provider/source.ts";

/** The results of an earlier try to store a frame. A later try must use the same keys. */
export type Findings = Pick<Frame, "faults" | "source"> & {
  /** For the next receiver of the feed; null when the picture was not compared. */
  readonly look: string | null;
};

/** A verified hook that is not stored yet. */
export type Entry =
  | {
      readonly kind: "frame";
      readonly frame: FrameId;
      readonly jpeg: Uint8Array;
      /** Null when no earlier try got so far. */
      readonly findings: Findings | null;
    }
  | { readonly kind: "event"; readonly event: FeedEvent };

const NEWLINE = 0x0a;

const identity = { feed: z.string().refine(isFeedId), stream: streamSchema };
const header = z.union([
  z.object({
    kind: z.literal("frame"),
    ...identity,
    time: timeSchema,
    bytes: z.number().int().positive(),
    judged: z
      .object({
        faults: z.array(z.enum(FAULTS)),
        source: z.string().refine(isSource).nullable(),
        look: z.string().nullable(),
      })
      .nullish(),
  }),
  z.object({
    kind: z.literal("event"),
    ...identity,
    event: z.enum(["started", "ended"]),
    source: z.string(),
    at: timeSchema.optional(),
    ended: timeSchema.nullish(),
    /** Former versions wrote only this time: that of the start or the end. */
    time: timeSchema.optional(),
  }),
]);

/** Writes an entry as a file: a line of JSON, and behind it the bytes of a picture. */
export function encodeEntry(entry: Entry): Uint8Array {
  const [fields, body] =
    entry.kind === "frame"
      ? [{ ...entry.frame, bytes: entry.jpeg.byteLength, judged: entry.findings }, entry.jpeg]
      : [entry.event, new Uint8Array()];
  const line = JSON.stringify({ kind: entry.kind, ...fields, stream: streamId(fields.stream) });
  return Buffer.concat([Buffer.from(`${line}\n`), body]);
}

/** Splits a file into its line, with its end, and the bytes of its picture. A file without a line is all line. */
export function splitFile(file: Uint8Array): { readonly line: Uint8Array; readonly picture: Uint8Array } {
  const end = file.indexOf(NEWLINE) + 1 || file.byteLength;
  return { line: file.subarray(0, end), picture: file.subarray(end) };
}

/** Reads a file back. Returns null for a damaged one: shorter than it says, or written by no version. */
export function decodeEntry(file: Uint8Array): Entry | null {
  const { line, picture: jpeg } = splitFile(file);
  const fields = line.at(-1) === NEWLINE ? parseHeader(line) : null;
  if (fields === null) return null;
  const { feed, stream } = fields;
  if (fields.kind === "frame") {
    if (jpeg.byteLength !== fields.bytes) return null;
    return {
      kind: "frame",
      frame: { feed, stream, time: fields.time },
      jpeg,
      findings: fields.judged ?? null,
    };
  }
  const at = fields.at ?? fields.time;
  if (at === undefined) return null;
  // Sources of former versions may be longer.
  const id = { feed, stream, source: fitSource(fields.source, stream), at };
  const event: FeedEvent =
    fields.event === "ended"
      ? { event: "ended", ...id, ended: fields.ended ?? at }
      : { event: "started", ...id };
  return { kind: "event", event };
}

function parseHeader(line: Uint8Array): z.infer<typeof header> | null {
  try {
    return header.safeParse(JSON.parse(Buffer.from(line).toString())).data ?? null;
  } catch {
    return null;
  }
}
