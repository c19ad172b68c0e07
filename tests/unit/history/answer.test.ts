import { expect, test } from "vitest";
import { answer } from "#lib/history/answer.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { StoreError } from "#lib/store/store.ts";

const found = { body: { frames: {} }, cacheControl: "public, max-age=30" };

test("an answer may be kept by caches on a public wall alone", async () => {
  const find = () => Promise.resolve(found);
  expect((await answer({}, true, find)).headers.get("cache-control")).toBe("public, max-age=30");
  expect((await answer({}, false, find)).headers.get("cache-control")).toBe("private, no-store");
});

test.each([
  [new BudgetError(7), 429, "7"],
  [new StoreError("list", new Error("secret of the network")), 503, "5"],
])("%s is answered %i, and when to come again", async (error, status, retryAfter) => {
  const response = await answer({}, true, () => Promise.reject(error));
  expect(response.status).toBe(status);
  expect(response.headers.get("retry-after")).toBe(retryAfter);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(await response.text()).not.toContain("secret");
});

test("a query that is none is answered 400 with the reason, and nothing is read", async () => {
  const response = await answer({ fault: "at: is no whole number" }, true, () => {
    throw new Error("read");
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ detail: "at: is no whole number" });
});

test("any other error is left to Next", async () => {
  await expect(answer({}, true, () => Promise.reject(new TypeError("a bug")))).rejects.toThrow(TypeError);
});
