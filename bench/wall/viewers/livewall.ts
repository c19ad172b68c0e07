import { nextPoll } from "#components/data/poll-policy.ts";
import { keepUnchanged, withChanges } from "#lib/model/changes.ts";
import { CLOCK_HEADERS, parseTiles, type Tiles } from "#lib/model/wall.ts";
import { listScripts } from "../../../scripts/shared/list-scripts.ts";
import { IN_VIEW, Viewer } from "./viewer.ts";

/** Makes the requests that the wall makes in a browser, with the page's own poll policy and changes. */
export class LivewallViewer extends Viewer {
  #tiles: Tiles | null = null;

  async open(): Promise<void> {
    const html = await (await this.loadPage("/")).text();
    const styles = html.match(/\/_next\/static\/[^"'\\ )]+\.css/g) ?? [];
    for (const file of new Set([...listScripts(html), ...styles])) await this.loadPage(file);
    const pictures = [...html.matchAll(/<img[^>]* src="([^"]+)"/g)].map(([, src = ""]) => src);
    await this.show(pictures.map((src) => src.replaceAll("&amp;", "&")));
    await this.poll();
  }

  protected async poll(): Promise<number> {
    const before = this.#tiles;
    const { response, text } =
      before === null
        ? await this.send("/api/feeds")
        : await this.send(`/api/feeds?since=${before.version}`, { "If-None-Match": `"${before.version}"` });
    if (response.statusCode !== 304) {
      const body = parseTiles(JSON.parse(await text()));
      const tiles =
        "tiles" in body
          ? { ...body, tiles: keepUnchanged(before?.tiles ?? [], body.tiles) }
          : withChanges(before ?? { version: body.since, tiles: [] }, body);
      this.#tiles = tiles;
      await this.show(listNewPictures(before, tiles));
    }
    const clock = (name: keyof typeof CLOCK_HEADERS) => Number(response.headers[CLOCK_HEADERS[name]]);
    return nextPoll({ tiles: this.#tiles?.tiles ?? [], now: clock("now"), asOf: clock("asOf") });
  }
}

/** The new pictures in view. A new signature for the same picture loads nothing. */
function listNewPictures(before: Tiles | null, { tiles }: Tiles): string[] {
  const old = new Map(before?.tiles.map((tile) => [tile.id, tile]));
  return tiles.slice(0, IN_VIEW).flatMap(({ id, time, feed, picture }) => {
    const known = old.get(id);
    return picture === null || (known?.time === time && known.feed === feed) ? [] : [picture];
  });
}
