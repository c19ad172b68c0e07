import { parseArgs } from "node:util";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { parseStream } from "#lib/model/stream.ts";

export type Options = {
  readonly url: string;
  readonly secret: Secret;
  readonly feeds: number;
  readonly intervalMs: number;
  readonly count: number;
  readonly account: string;
  readonly name: string;
  readonly events: boolean;
  readonly images: string | null;
  readonly video: string | null;
};

export const USAGE = `Usage: npm run simulate -- --url URL --secret BASE64 [options]

  --url URL           the receiver, such as https://livewall.example.com/api/thumbnails
  --secret BASE64     the webhook's secret; without it, the first one of WEBHOOK_SECRET
  --feeds N           how many feeds publish (1)
  --interval SECONDS  between two frames of a feed (30)
  --count N           frames of each feed, then stop (goes on until Ctrl-C)
  --images DIR        JPEGs of a folder instead of drawn pictures
  --video FILE        frames of a video instead, taken by ffmpeg
  --account ID        the account in the stream ids (ZG6NWV)
  --name PREFIX       what the streams are called (simulated)
  --no-events         without the feeds hooks`;

/** Reads the command line. @returns the options, or all that is wrong with it */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | { readonly faults: readonly string[] } {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: FLAGS, allowNegative: true }));
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
  const secret = parseSecret((values.secret ?? env.WEBHOOK_SECRET?.split(",")[0] ?? "").trim());
  const feeds = Number(values.feeds);
  const intervalMs = Number(values.interval) * 1000;
  const count = values.count === undefined ? Infinity : Number(values.count);
  const faults = [
    isHttpUrl(values.url) ? null : "--url must be the http(s) address of a receiver",
    secret === null ? "--secret must be the webhook's secret, in base64" : null,
    isBetween(feeds, 1, 10_000) && Number.isInteger(feeds)
      ? null
      : "--feeds must be a whole number from 1 to 10000",
    isBetween(intervalMs, 100, 86_400_000) ? null : "--interval must be from 0.1 to 86400 seconds",
    count === Infinity || (Number.isInteger(count) && count > 0)
      ? null
      : "--count must be a whole number above 0",
    values.images === undefined || values.video === undefined
      ? null
      : "--images and --video exclude each other",
    parseStream(`${values.account}/any`)?.account === values.account
      ? null
      : "--account must be letters and digits",
    parseStream(`any/${values.name}`) === null
      ? "--name must be a stream name of at least one character"
      : null,
  ].filter((fault) => fault !== null);
  if (faults.length > 0 || secret === null || values.url === undefined) return { faults };
  const { url, account, name, events, images = null, video = null } = values;
  return { url, secret, feeds, intervalMs, count, account, name, events, images, video };
}

const FLAGS = {
  url: { type: "string" },
  secret: { type: "string" },
  feeds: { type: "string", default: "1" },
  interval: { type: "string", default: "30" },
  count: { type: "string" },
  images: { type: "string" },
  video: { type: "string" },
  account: { type: "string", default: "ZG6NWV" },
  name: { type: "string", default: "simulated" },
  events: { type: "boolean", default: true },
} as const;

function isHttpUrl(text: string | undefined): boolean {
  return text !== undefined && /^https?:$/.test(URL.parse(text)?.protocol ?? "");
}

function isBetween(n: number, least: number, most: number): boolean {
  return n >= least && n <= most;
}
