import { parseArgs } from "node:util";
import { isFeedId, parseStream, type Stream } from "#lib/model/stream.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { parsePeriod, type Period } from "./period.ts";

export const USAGE = `npm run livewall -- export ACCOUNT/NAME --out TARGET [options]

Takes the original pictures of a stream out of the bucket, which is only read.

  --out TARGET        a folder; a zip, if it ends in .zip; a time-lapse, if it ends in .mp4 or .webm (needs ffmpeg)
  --last LENGTH       the period: the last 30m, 12h or 7d, up to --to
  --from TIME         or from here: 2026-11-23, 2026-11-23T14:00 (this machine's time) or 2026-11-23T14:00Z
  --to TIME           up to here (now)
  --feed ID           only those of one feed
  --rate N            pictures a second of a time-lapse (10): at 10, an hour of a feed takes 12 seconds
  --max-width N       the widest that a time-lapse may be (1920)
`;

export type ExportOptions = {
  readonly stream: Stream;
  readonly period: Period;
  readonly feed: string | null;
  readonly out: string;
  readonly rate: number;
  readonly maxWidth: number;
};

/** @returns null when the user asks for help */
export function parseOptions(args: string[], now: number): ExportOptions | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      last: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      feed: { type: "string" },
      rate: { type: "string", default: "10" },
      "max-width": { type: "string", default: "1920" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) return null;
  const stream = positionals.length === 1 ? parseStream(positionals[0] ?? "") : null;
  if (stream === null) throw new UsageError("name one stream, as <account>/<stream name>");
  if (values.out === undefined) throw new UsageError("say where to, with --out");
  if (values.feed !== undefined && !isFeedId(values.feed)) throw new UsageError("--feed must be a feed id");
  return {
    stream,
    period: parsePeriod(values, now),
    feed: values.feed ?? null,
    out: values.out,
    rate: wholeNumber(values.rate, "--rate", 1, 120),
    maxWidth: wholeNumber(values["max-width"], "--max-width", 16, 7680),
  };
}

function wholeNumber(text: string, option: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${option} must be a whole number from ${least} to ${most}`);
}
