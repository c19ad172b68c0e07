import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

test("the next page's pictures are asked for before the turn, although frames keep coming", async ({
  page,
  app,
}) => {
  await new Publisher(app, "ahead of the turn").frame("gold");
  let polls = 0;
  // With each poll, every tile has another picture.
  await bringManyTiles(page, 130, ({ picture, name }) => ({
    picture: `${picture?.replace(/\?.*/, "")}?of=${encodeURIComponent(name)}&poll=${polls}`,
  }));
  page.on("response", (response) => {
    if (new URL(response.url()).pathname === "/api/feeds") polls += 1;
  });
  const asked = new Set<string>();
  await page.route("**/previews/**", async (route) => {
    const { searchParams } = new URL(route.request().url());
    asked.add(searchParams.get("of") ?? "");
    await route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  });
  await page.clock.install();
  await page.goto("/wall");
  const bar = page.getByRole("contentinfo");
  await expect(page.getByRole("article", { name: "feed 00000" })).toBeVisible();
  await expect(bar).toContainText("Page 1 of");
  const next = await page.getByRole("article").count();
  const name = `feed ${String(next).padStart(5, "0")}`;
  await expect(async () => {
    const before = polls;
    // As often as a wall asks while pictures come.
    await page.clock.runFor(2_000);
    await expect.poll(() => polls, { timeout: 2_000 }).toBeGreaterThan(before);
    expect(asked).toContain(name);
  }).toPass({ intervals: [0] });
  await expect(bar).toContainText("Page 1 of");
});
