import { FAULTS, type Frame, type FrameId } from "./frame.ts";
import { writeHour } from "./key-times.ts";
import { cutSegment, decodePart, encodePart, isContinued, joinSegment } from "./segments.ts";
import { isSource, parseStream, maxSourceBytes, type Stream } from "./stream.ts";

/** Of a JPEG, each way. */
const MAX_PIXELS = 65_535;

/** `<w>x<h>[,black][,frozen][,damaged][,bare][,source=<s>]` */
export function writeFrame(frame: Frame): string {
  const faults = FAULTS.filter((fault) => frame.faults.includes(fault)).map((fault) => `,${fault}`);
  return `${frame.width}x${frame.height}${faults.join("")}${frame.isBare ? ",bare" : ""}${writeSource(frame)}`;
}

/** `[,source=<s>]` */
export function writeSource({ source }: { readonly source: string | null }): string {
  return source === null ? "" : `,source=${encodePart(source)}`;
}

/** Reads what `writeFrame` wrote, split at its commas. The caller compares what it writes with what it read. */
export function parseFrame([size = "", ...words]: readonly string[], id: FrameId): Frame | null {
  const [width = 0, height = 0] = size.split("x").map(Number);
  if (!isPixels(width) || !isPixels(height)) return null;
  return {
    ...id,
    width,
    height,
    faults: FAULTS.filter((fault) => words.includes(fault)),
    isBare: words.includes("bare"),
    source: parseSource(
      words.find((word) => word.startsWith("source=")),
      id.stream,
    ),
  };
}

function isPixels(count: number): boolean {
  return Number.isInteger(count) && count > 0 && count <= MAX_PIXELS;
}

/** Reads what `writeSource` wrote. Null, too, where it cannot be read: what is written of that differs. */
export function parseSource(word: string | undefined, stream: Stream): string | null {
  if (word === undefined) return null;
  const source = decodePart(word.slice("source=".length));
  if (source === null || !isSource(source)) return null;
  return encodeURIComponent(source).length <= maxSourceBytes(stream) ? source : null;
}

/** `<account>/<stream>` */
export function streamPath({ account, name }: Stream): string {
  return `${account}/${cutSegment(encodePart(name))}`;
}

/** Everything before the names of one hour: `<root><account>/<stream>/<desc hour>-<yyyymmddThh>`. */
export function hourPrefix(root: string, stream: Stream, time: number): string {
  return `${root}${streamPath(stream)}/${writeHour(time)}`;
}

/** The stream of a key below `previews/`, `feeds/` or `faults/`, and the segments behind it. The caller compares. */
export function parseStreamKey(root: string, key: string): { stream: Stream; rest: string[] } | null {
  const [account = "", ...folders] = key.slice(root.length).split("/");
  const end = folders.findIndex((folder) => !isContinued(folder)) + 1;
  const stream = parseStream(`${account}/${decodePart(joinSegment(folders.slice(0, end))) ?? ""}`);
  return stream === null ? null : { stream, rest: folders.slice(end) };
}
