import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({
  appSettings: [{ SPOOL_DIR: mkdtempSync(path.join(tmpdir(), "livewall-spool-")) }, { scope: "worker" }],
  expectedErrors: /503/,
});

test("a frame that was acknowledged while the store was down survives a kill -9 and is shown later", async ({
  page,
  app,
}) => {
  await app.store.stop();
  await new Publisher(app, "spooled").frame("seagreen");
  await app.server.stop("SIGKILL");
  await app.server.start();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "The bucket cannot be reached" })).toBeVisible();
  await app.store.start();
  const wall = new WallPage(page);
  await expect(wall.tile("spooled")).toBeVisible({ timeout: 40_000 });
  await expect.poll(() => wall.colourOf("spooled")).toBe("seagreen");
});
