import { expect } from "@playwright/test";
import type { App } from "../../scripts/app/app.ts";
import { Publisher } from "./publisher.ts";

/** Publishes a black picture until it is taken for one: a receiver that has no time to look at pictures says nothing. */
export async function publishBlack(app: App, name: string, camera = new Publisher(app, name)): Promise<void> {
  const address = `${app.url}/api/feeds?stream=${encodeURIComponent(camera.stream)}`;
  const told = async () => {
    await camera.frame("black");
    return (await fetch(address)).text();
  };
  await expect.poll(told, { intervals: [500] }).toContain('"black"');
}
