import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ appSettings: [{ PREVIEWS: "off" }, { scope: "worker" }] });

test("where only originals are kept, all pages show them, and none asks for a preview", async ({
  app,
  page,
}) => {
  const stage = new Publisher(app, "whole");
  await stage.frame("crimson", 60_000);
  await stage.frame("seagreen");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const wall = new WallPage(page);
  await page.goto("/?q=whole");
  await expect.poll(() => wall.colourOf("whole")).toBe("seagreen");
  await wall.tile("whole").getByRole("link").click();
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("seagreen");
  const earlier = page.getByRole("list", { name: "Frames around this moment" }).getByRole("link").first();
  await expect.poll(() => colourSeen(earlier.locator("img"))).toBe("crimson");
  expect(asked.filter((path) => path.includes("/log/"))).not.toEqual([]);
  expect(asked.filter((path) => path.includes("/previews/"))).toEqual([]);
});
