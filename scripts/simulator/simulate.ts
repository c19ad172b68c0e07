// npm run simulate: a provider of thumbnails, to try any deployment.
import { setTimeout as delay } from "node:timers/promises";
import { folderFootage, videoFootage, type Footage } from "./footage.ts";
import { parseOptions, USAGE, type Options } from "./options.ts";
import { drawnCamera } from "./picture.ts";
import { publish, type Channel } from "./publisher.ts";
import { Tally } from "./tally.ts";

const PROGRESS_EVERY_MS = 10_000;
const STATUS_EVERY_MS = 500;
const FORCED_EXIT_CODE = 130;
/** Between the beginnings of two feeds: about as long as it takes to draw a picture. */
const STAGGER_MS = 25;

async function openFootage(
  { images, video, intervalMs }: Options,
  signal: AbortSignal,
): Promise<Footage | null> {
  if (images !== null) return folderFootage(images);
  return video === null ? null : videoFootage(video, intervalMs / 1000, signal);
}

/** Aborts on the first signal. A second one does not wait for the hooks under way. */
function untilSignalled(): AbortController {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => (stopping.signal.aborted ? process.exit(FORCED_EXIT_CODE) : stopping.abort()));
  }
  return stopping;
}

function channelsOf({ feeds, account, name }: Options, footage: Footage | null): Channel[] {
  return Array.from({ length: feeds }, (_, position) => {
    const title = feeds === 1 ? name : `${name} ${position + 1}`;
    const camera = footage?.(position) ?? drawnCamera(title, position);
    return { account, name: title, source: null, camera };
  });
}

/** Shows how far it is: in place on a terminal, and a line now and then elsewhere. */
function showProgress(tally: Tally): () => void {
  const isTerminal = process.stdout.isTTY;
  const print = () =>
    process.stdout.write(isTerminal ? `\r\x1b[K${tally.progress()}` : `${tally.progress()}\n`);
  const timer = setInterval(print, isTerminal ? STATUS_EVERY_MS : PROGRESS_EVERY_MS);
  return () => {
    clearInterval(timer);
    if (isTerminal) process.stdout.write("\r\x1b[K");
  };
}

async function simulate(options: Options, signal: AbortSignal): Promise<Tally> {
  const footage = await openFootage(options, signal);
  const tally = new Tally();
  const endProgress = showProgress(tally);
  const publishing = {
    ...options,
    signal,
    onDelivery(delivery: Parameters<Tally["add"]>[0]) {
      const isNew = tally.add(delivery);
      if (isNew && !delivery.ok) console.error(`\nrefused: ${delivery.status} ${delivery.why}`);
    },
  };
  try {
    const channels = channelsOf(options, footage);
    // Many feeds begin within an interval all the same: a provider's feeds do not wait for each other.
    const stagger = Math.min(STAGGER_MS, options.intervalMs / channels.length);
    await Promise.all(
      channels.map(async (channel, position) => {
        await delay(position * stagger, undefined, { signal }).catch(() => undefined);
        await publish(channel, publishing);
      }),
    );
  } finally {
    endProgress();
  }
  return tally;
}

const options = parseOptions(process.argv.slice(2), process.env);
if ("faults" in options) {
  console.error(`${options.faults.join("\n")}\n\n${USAGE}`);
  process.exit(2);
}
const stopping = untilSignalled();
try {
  const tally = await simulate(options, stopping.signal);
  console.log(tally.summary());
  process.exitCode = tally.stored === tally.sent ? 0 : 1;
} catch (error) {
  if (!stopping.signal.aborted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = stopping.signal.aborted ? FORCED_EXIT_CODE : 1;
}
