import { IN_VIEW, Viewer } from "./viewer.ts";

/** Between two polls of the naive gallery's page. */
export const NAIVE_POLL_MS = 5_000;

/** Makes the requests that the naive gallery's page makes in a browser. */
export class NaiveViewer extends Viewer {
  async open(): Promise<void> {
    await this.loadPage("/");
    await this.poll();
  }

  override watch(): Promise<never> {
    return super.watch(NAIVE_POLL_MS);
  }

  protected async poll(): Promise<number> {
    const started = performance.now();
    const { text } = await this.send("/api/thumbnails");
    const feeds = JSON.parse(await text()) as { url: string }[];
    await this.show(feeds.slice(0, IN_VIEW).map(({ url }) => url));
    // A poll that takes longer than its interval is not sent twice at once: kinder than setInterval.
    return Math.max(0, NAIVE_POLL_MS - (performance.now() - started));
  }
}
