import { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Frame } from "#lib/model/frame.ts";
import { parsePictureKey, pictureNumber } from "../store/frames.ts";
import { type Answer, get } from "./get.ts";

/** The tiles in view, or about to be: only their pictures are loaded. */
export const IN_VIEW = 120;

/** The bytes of each of the benchmark's pictures. */
export type Sizes = { readonly frames: readonly number[]; readonly previews: readonly number[] };

/** A viewer of a wall, over HTTP: at most six connections to each host, each picture loaded once. */
export abstract class Viewer {
  readonly bytes = { page: 0, polls: 0, pictures: 0 };
  /** The duration of each poll, ms. */
  readonly latencies: number[] = [];
  /** The bytes of the frames in the answers, each loaded once, as a preview and as an original. */
  readonly shown = { previews: 0, frames: 0 };
  protected readonly origin: string;
  readonly #sizes: Sizes;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 });
  readonly #leaving = new AbortController();
  readonly #loaded = new Set<string>();
  readonly #frames = new Set<string>();

  constructor(origin: string, sizes: Sizes) {
    this.origin = origin;
    this.#sizes = sizes;
  }

  /** Loads the page and its pictures. */
  abstract open(): Promise<void>;

  /** @returns the ms until the next poll */
  protected abstract poll(): Promise<number>;

  /** Polls until it leaves or fails. @param spreadMs viewers came at all times of such an interval */
  async watch(spreadMs = 2_000): Promise<never> {
    let pause = Math.random() * spreadMs;
    for (;;) {
      await delay(pause, undefined, { signal: this.#leaving.signal });
      pause = await this.poll();
    }
  }

  leave(): void {
    this.#leaving.abort();
    this.#agent.destroy();
  }

  protected async loadPage(path: string): Promise<Answer> {
    const answer = await get(this.origin + path, this.#agent, { "Accept-Encoding": "gzip, br" });
    this.bytes.page += answer.bytes;
    return answer;
  }

  protected async send(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const started = performance.now();
    const all = { "Accept-Encoding": "gzip, br", ...headers };
    const answer = await get(this.origin + path, this.#agent, all);
    this.latencies.push(performance.now() - started);
    this.bytes.polls += answer.bytes;
    return answer;
  }

  protected async show(urls: readonly string[]): Promise<void> {
    const wanted = urls.filter((url) => !this.#loaded.has(url));
    for (const url of wanted) {
      this.#loaded.add(url);
      this.#count(url);
    }
    await Promise.all(
      wanted.map(async (url) => {
        const { response, bytes } = await get(url, this.#agent, {});
        if (response.statusCode !== 200)
          throw new Error(`A picture was answered with ${response.statusCode ?? "nothing"}`);
        this.bytes.pictures += bytes;
      }),
    );
  }

  #count(url: string): void {
    const frame = parsePictureAddress(url);
    if (frame === null || this.#frames.has(toFrameName(frame))) return;
    this.#frames.add(toFrameName(frame));
    this.shown.previews += this.#sizes.previews[pictureNumber(frame)] ?? 0;
    this.shown.frames += this.#sizes.frames[pictureNumber(frame)] ?? 0;
  }
}

export function toFrameName({ feed, time }: Pick<Frame, "feed" | "time">): string {
  return `${feed} ${time}`;
}

/** The frame that an address shows, as an original or as a preview; null if it is none of the benchmark's. */
export function parsePictureAddress(url: string): Frame | null {
  const [, , ...key] = URL.parse(url)?.pathname.split("/") ?? [];
  return parsePictureKey(decodeURIComponent(key.join("/")));
}
