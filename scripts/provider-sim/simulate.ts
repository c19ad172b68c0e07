// npm run simulate: a provider of thumbnails, to try any deployment.
import { parseStream } from "#lib/model/stream.ts";
import { parseSecret } from "#lib/provider/signature.ts";
import { flag, integer, runScript, seconds, text, UsageError, type Values } from "../shared/options.ts";
import { type Footage, folderFootage, videoFootage } from "./footage.ts";
import { drawnCamera } from "./picture.ts";
import { publishAll } from "./publisher.ts";

const OPTIONS = {
  url: text("URL", "the receiver, such as https://livewall.example.com/api/thumbnails", null),
  secret: text("BASE64", "the webhook's secret; without it, the first one of WEBHOOK_SECRET", null),
  feeds: integer("the number of feeds", 1, { max: 10_000 }),
  interval: seconds("between two frames of a feed", 30, { min: 0.1, max: 86_400 }),
  count: integer("frames of each feed, then stop; without it, until Ctrl-C", Infinity),
  images: text("DIR", "JPEGs of a folder instead of drawn pictures", null),
  video: text("FILE", "frames of a video instead, taken by ffmpeg", null),
  account: text("ID", "the account in the stream ids", "ZG6NWV"),
  name: text("PREFIX", "the name of the streams", "simulated"),
  events: flag("without the feeds hooks", true),
};
const FORCED_EXIT_CODE = 130;

async function simulate(options: Values<typeof OPTIONS>): Promise<number> {
  const { url, secret } = check(options);
  const stopping = abortOnSignal();
  try {
    const footage = await openFootage(options, stopping.signal);
    const channels = Array.from({ length: options.feeds }, (_, position) => {
      const name = options.feeds === 1 ? options.name : `${options.name} ${position + 1}`;
      const camera = footage?.(position) ?? drawnCamera(name, position);
      return { account: options.account, name, source: null, camera };
    });
    const { events, count } = options;
    const how = { url, secret, intervalMs: options.interval * 1000, count, events, signal: stopping.signal };
    const { tally, done } = publishAll(channels, how, ({ status, why }) =>
      console.error(`\n${typeof status === "number" ? "rejected: " : ""}${status}: ${why}`),
    );
    const endProgress = tally.show();
    await done.finally(endProgress);
    console.log(tally.summary());
    const exitCode = tally.stored === tally.sent ? 0 : 1;
    // Pictures that are still being drawn would keep the process.
    return stopping.signal.aborted ? process.exit(exitCode) : exitCode;
  } catch (error) {
    if (stopping.signal.aborted) return FORCED_EXIT_CODE;
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

/** @throws UsageError that names everything that is wrong */
function check({ url, secret: given, images, video, account, name }: Values<typeof OPTIONS>) {
  const secret = parseSecret((given ?? process.env.WEBHOOK_SECRET?.split(",")[0] ?? "").trim());
  const isHttp = url !== null && /^https?:$/.test(URL.parse(url)?.protocol ?? "");
  const faults = [
    isHttp ? null : "--url must be the http(s) address of a receiver",
    secret === null ? "--secret must be the webhook's secret, in base64" : null,
    images === null || video === null ? null : "--images and --video exclude each other",
    parseStream(`${account}/any`)?.account === account ? null : "--account must be letters and digits",
    parseStream(`any/${name}`) === null ? "--name must be a stream name of at least one character" : null,
  ].filter((fault) => fault !== null);
  if (url === null || secret === null || faults.length > 0) throw new UsageError(faults.join("\n"));
  return { url, secret };
}

function openFootage(
  { images, video, interval }: Values<typeof OPTIONS>,
  signal: AbortSignal,
): Promise<Footage> | null {
  if (images !== null) return folderFootage(images);
  return video === null ? null : videoFootage(video, interval, signal);
}

/** Aborts on the first signal. The second one does not wait for pending hooks. */
function abortOnSignal(): AbortController {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => (stopping.signal.aborted ? process.exit(FORCED_EXIT_CODE) : stopping.abort()));
  }
  return stopping;
}

await runScript("simulate", OPTIONS, simulate);
