import { expect } from "@playwright/test";
import type { App } from "../../scripts/app/app.ts";
import type { Publisher } from "./publisher.ts";

/**
 * Waits until the wall's past tells of a feed at a moment: what was read shortly before a frame came is believed for 20 s.
 *
 * @param at ms since 1970
 */
export async function untilInPast(app: App, { feed }: Pick<Publisher, "feed">, at: number): Promise<void> {
  const moment = Math.ceil(at / 30_000) * 30_000;
  const told = async () => (await fetch(`${app.url}/api/past?at=${moment}`)).text();
  await expect.poll(told, { timeout: 40_000 }).toContain(feed);
}
