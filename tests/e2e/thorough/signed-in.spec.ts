import type { Page } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ expectedErrors: /401|ERR_FAILED|Failed to fetch/ });

/**
 * Answers as oauth2-proxy does once a session is over: to who asks for JSON 401, to who asks for a page the sign-in, else
 * the way to another site.
 */
async function endSession(page: Page): Promise<void> {
  const isPage = ({ pathname }: URL) => pathname === "/";
  await page.route(isPage, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Sign in</h1>" }));
  await page.route("**/api/**", async (route) => {
    if (route.request().headers().accept === "application/json") await route.fulfill({ status: 401 });
    else await route.abort();
  });
}

test("every page that asks for data says so, for a proxy that asks people to sign in", async ({
  page,
  app,
}) => {
  await new Publisher(app, "signed in").frame("gold", 60_000);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) asked.push(`${pathname}: ${request.headers().accept}`);
  });
  await new WallPage(page).open("/?q=signed+in");
  await page.goto(`/?q=signed+in&at=${new Date().toISOString()}`);
  await expect.poll(() => asked.join("\n")).toContain("/api/past");
  await expect.poll(() => asked.join("\n")).toContain("/api/faults");
  await page.goto("/feed?stream=ZG6NWV/signed+in");
  await expect.poll(() => asked.join("\n")).toContain("/api/coverage");
  expect(new Set(asked)).toEqual(
    new Set(["feeds", "past", "faults", "coverage"].map((data) => `/api/${data}: application/json`)),
  );
});

test("when the session at such a proxy ends, the open wall leads to its sign-in", async ({ page, app }) => {
  await new Publisher(app, "signed out").frame("gold");
  await new WallPage(page).open("/?q=signed+out");
  await endSession(page);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  // From where the proxy leads back.
  await expect(page).toHaveURL("/?q=signed+out");
});
