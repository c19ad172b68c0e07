import { Agent, request } from "node:http";
import type { Secret } from "#lib/provider/signature.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { type Hook, thumbnailHook } from "../../scripts/provider-sim/hook.ts";

/** As many as a receiver with a few hundred hooks a round can know again. */
export const FEEDS = 50;

/** Hooks of all feeds in turn, signed ahead of time, each a frame of its own. */
export function createHooks(secret: Secret, pictures: readonly Buffer[], account: string): () => Hook {
  const signed = pictures.map((picture) =>
    thumbnailHook(secret, { account, name: "", source: null, feed: "" }, picture, 0),
  );
  let turn = 0;
  let time = 0;
  return () => {
    const hook = signed[turn % signed.length];
    if (hook === undefined) throw new RangeError("no pictures");
    const feed = turn++ % FEEDS;
    time = Math.max(time + 1, Date.now());
    const headers = {
      ...hook.headers,
      "Content-Length": String(hook.body.length),
      [THUMBNAIL_HEADERS.feed]: `bench-${account}-${feed}`,
      [THUMBNAIL_HEADERS.stream]: `${account}/camera ${feed}`,
      [THUMBNAIL_HEADERS.time]: String(time),
    };
    return { headers, body: hook.body };
  };
}

/**
 * Posts hooks over a number of connections: the next one as soon as one is answered.
 *
 * @returns the latencies in ms, in no order, and the duration of it all
 * @throws Error if a hook is not answered with 200
 */
export async function post(url: string, next: () => Hook, count: number, concurrency: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies: number[] = [];
  let left = count;
  async function send() {
    while (left-- > 0) latencies.push(await postOne(url, next(), agent));
  }
  const started = performance.now();
  try {
    await Promise.all(Array.from({ length: concurrency }, send));
  } finally {
    agent.destroy();
  }
  return { latencies, seconds: (performance.now() - started) / 1000 };
}

function postOne(url: string, { headers, body }: Hook, agent: Agent): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers, agent }, (response) => {
      response.resume();
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`A hook was answered with ${response.statusCode ?? "nothing"}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
