import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ javaScriptEnabled: false });

/** The pages reload every half minute. */
const RELOADED = { timeout: 45_000 };

test("without JavaScript, the wall and a framed picture reload until they show the next frame", async ({
  app,
  context,
  page,
}) => {
  const feed = new Publisher(app, "reloaded");
  await feed.frame("gold", 30_000);
  await feed.untilShown();
  const framed = await context.newPage();
  const wall = new WallPage(page);
  await Promise.all([page.goto("/?q=reloaded"), framed.goto("/embed?stream=ZG6NWV/reloaded")]);
  const inFrame = framed.getByRole("main");
  await expect.poll(() => wall.colourOf("reloaded")).toBe("gold");
  await expect.poll(() => colourSeen(inFrame)).toBe("gold");
  await feed.frame("crimson");
  await expect.poll(() => wall.colourOf("reloaded"), RELOADED).toBe("crimson");
  await expect.poll(() => colourSeen(inFrame), RELOADED).toBe("crimson");
});
