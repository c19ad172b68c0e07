import type { Page } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

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

test("pages ask for JSON, by which a proxy knows to answer 401, and then lead to its sign-in", async ({
  page,
  app,
}) => {
  await new Publisher(app, "signed in").frame("gold", 60_000);
  const asked = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    // A picture is no data.
    if (pathname.startsWith("/api/") && pathname !== "/api/picture")
      asked.add(`${pathname}: ${request.headers().accept}`);
  });
  await page.goto("/feed?stream=ZG6NWV/signed+in");
  // Coverage is read once the timeline is used.
  await untilReady(page);
  await expect.poll(() => [...asked].join()).toContain("/api/coverage");
  await page.goto(`/?q=signed+in&at=${new Date().toISOString()}`);
  await expect.poll(() => [...asked].join()).toContain("/api/past");
  await page.keyboard.press("n");
  await expect.poll(() => [...asked].join()).toContain("/api/faults");
  await page.keyboard.press("l");
  await expect(page).toHaveURL("/?q=signed+in");
  for (const data of ["coverage", "feeds", "past", "faults"])
    expect(asked).toContain(`/api/${data}: application/json`);
  expect([...asked].filter((line) => !line.endsWith(": application/json"))).toEqual([]);
  await endSession(page);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  // The proxy leads back from here.
  await expect(page).toHaveURL("/?q=signed+in");
});
