import { requireDelivery } from "../../scripts/provider-sim/deliver.ts";
import { type FeedIdentity, feedsHook, type Hook, thumbnailHook } from "../../scripts/provider-sim/hook.ts";
import { drawPictures } from "../../scripts/provider-sim/picture.ts";
import type { App } from "../../scripts/app/app.ts";

const PICTURES = 14;
const AT_ONCE = 8;
const SECOND = 1_000;

type Shot = { readonly name: string; readonly source?: string; readonly agesMs?: readonly number[] };

/** Feeds of all kinds, posted through the receiver as the provider would. */
export class Cameras {
  readonly #app: App;
  readonly #pictures: readonly Buffer[];

  private constructor(app: App, pictures: readonly Buffer[]) {
    this.#app = app;
    this.#pictures = pictures;
  }

  static async of(app: App): Promise<Cameras> {
    return new Cameras(app, await drawPictures("camera", PICTURES));
  }

  async one(): Promise<void> {
    await this.#shoot({ name: "Café del Mar, Ibiza" }, 0);
  }

  /** Fifty tiles in every state that there is. */
  async fifty(): Promise<void> {
    const names = Array.from({ length: 39 }, (_, n) => `stage ${n + 1}`);
    await this.#shootAll(names.map((name, n) => ({ name, agesMs: [(n % 30) * SECOND] })));
    await this.#shootAll([
      // With a past, at the provider's pace and with a gap.
      {
        name: "harbour-cam",
        agesMs: [570, 540, 510, 480, 450, 180, 150, 120, 90, 60, 30, 5].map((s) => s * SECOND),
      },
      { name: "Cup final", source: "main" },
      { name: "Cup final", source: "left touchline" },
      { name: "Cup final", source: "right" },
      { name: "a name that is so long that no tile has room for all of it, whatever its size" },
      { name: "festival/main stage" },
      { name: "silent for two minutes", agesMs: [120 * SECOND] },
      { name: "silent for eight minutes", agesMs: [480 * SECOND] },
    ]);
    await this.#shootAll([{ name: "over" }]);
    await this.#send(feedsHook(this.#app.signingSecret, identityOf({ name: "over" }), "ended", Date.now()));
    const black = await drawBlack();
    await this.#shoot({ name: "no light" }, 0, () => black);
    const still = this.#pictures[3] ?? black;
    await this.#shoot(
      { name: "stands still", agesMs: [240, 180, 120, 60, 0].map((s) => s * SECOND) },
      0,
      () => still,
    );
  }

  async thousand(): Promise<void> {
    const names = Array.from({ length: 950 }, (_, n) => `channel ${String(n + 1).padStart(3, "0")}`);
    await this.#shootAll(names.map((name) => ({ name })));
  }

  async #shootAll(shots: readonly Shot[]): Promise<void> {
    for (let first = 0; first < shots.length; first += AT_ONCE) {
      await Promise.all(shots.slice(first, first + AT_ONCE).map((shot, n) => this.#shoot(shot, first + n)));
    }
  }

  async #shoot(shot: Shot, position: number, draw?: () => Buffer): Promise<void> {
    const identity = identityOf(shot);
    if (shot.source !== undefined) {
      await this.#send(feedsHook(this.#app.signingSecret, identity, "started", Date.now()));
    }
    for (const [n, age] of (shot.agesMs ?? [0]).entries()) {
      const jpeg = draw?.() ?? this.#pictures[(position + n) % PICTURES];
      if (jpeg === undefined) throw new RangeError("no picture");
      await this.#send(thumbnailHook(this.#app.signingSecret, identity, jpeg, Date.now() - age));
    }
  }

  #send(hook: Hook): Promise<void> {
    return requireDelivery(this.#app.hookUrl, hook);
  }
}

function identityOf({ name, source = null }: { name: string; source?: string | null }): FeedIdentity {
  const feed = Buffer.from(`${name} ${source ?? ""}`)
    .toString("hex")
    .slice(0, 60);
  return { account: "ZG6NWV", name, source, feed };
}

async function drawBlack(): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp({ create: { width: 1920, height: 1080, channels: 3, background: "black" } })
    .jpeg()
    .toBuffer();
}
