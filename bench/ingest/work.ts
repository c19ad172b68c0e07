import { sign, type Secret } from "#lib/provider/signature.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { folderFootage } from "../../scripts/simulator/footage.ts";
import { drawnCamera, type Camera } from "../../scripts/simulator/picture.ts";

const PICTURES = 12;
const MOST_PIXELS = 7680 * 4320;
/** As many as a receiver with a few hundred hooks a round can know again. */
const FEEDS = 50;
/** Any moment: drawn pictures depend on nothing else. */
const NOON = Date.UTC(2026, 0, 1, 12);

export type Post = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

/** The same hooks for every receiver, but for their time and account, which make each a frame of its own. */
export type Work = {
  readonly pictures: number;
  readonly meanBytes: number;
  /** CPU that scaling one of them down and encoding its preview takes, ms: no receiver of them can take less. */
  readonly previewCpuMs: () => Promise<number>;
  readonly feeds: number;
  /** Hooks of 50 feeds in turn, made when they are asked for. */
  readonly hooksOf: (account: string) => () => Post;
};

/** Draws or reads the pictures and signs them: nothing of that is left to be done while a receiver is measured. */
export async function prepareWork(secret: Secret, images: string | null): Promise<Work> {
  const camera: (position: number) => Camera =
    images === null ? (position) => drawnCamera(`Bench ${position}`, position) : await folderFootage(images);
  const bodies = await Promise.all(
    Array.from({ length: PICTURES }, (_, position) => camera(position)(NOON + position * 7_000)),
  );
  const signed = bodies.map((body) => ({ body, signature: sign(secret, body) }));
  return {
    pictures: PICTURES,
    meanBytes: bodies.reduce((sum, { length }) => sum + length, 0) / PICTURES,
    previewCpuMs: () => previewCpuMs(bodies),
    feeds: FEEDS,
    hooksOf: (account) => hooksInTurn(signed, account),
  };
}

async function previewCpuMs(bodies: readonly Buffer[]): Promise<number> {
  // Not before the pictures are drawn: it takes from this process's sharp all formats but JPEG.
  const { encodePreview, scaleDown } = await import("#lib/image/preview.ts");
  const before = process.cpuUsage();
  for (const body of bodies) {
    const scaled = await scaleDown(body, MOST_PIXELS);
    if (scaled === null) throw new Error("A picture of the benchmark cannot be decoded.");
    await encodePreview(scaled);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / bodies.length;
}

type Signed = { readonly body: Buffer; readonly signature: string };

function hooksInTurn(signed: readonly Signed[], account: string): () => Post {
  let turn = 0;
  let time = 0;
  return () => {
    const picture = signed[turn % signed.length];
    if (picture === undefined) throw new RangeError("no pictures");
    const feed = turn++ % FEEDS;
    time = Math.max(time + 1, Date.now());
    return {
      body: picture.body,
      headers: {
        "Content-Type": "image/jpeg",
        "Content-Length": String(picture.body.length),
        [THUMBNAIL_HEADERS.signature]: picture.signature,
        [THUMBNAIL_HEADERS.feed]: `bench-${account}-${feed}`,
        [THUMBNAIL_HEADERS.stream]: `${account}/camera ${feed}`,
        [THUMBNAIL_HEADERS.time]: String(time),
      },
    };
  };
}
