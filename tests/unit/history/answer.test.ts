import { expect, test } from "vitest";
import { answer } from "#lib/history/answer.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { StoreError } from "#lib/store/store.ts";

const find = () => Promise.resolve({ body: { frames: {} }, cacheControl: "public, max-age=30" });

test.each([
  [true, "public, max-age=30"],
  [false, "private, no-store"],
])("caches may keep an answer on a public wall alone (%s)", async (isPublic, expected) => {
  expect((await answer({}, isPublic, find)).headers.get("cache-control")).toBe(expected);
});

test.each([
  [new BudgetError(7), 429, "7"],
  [new StoreError("list", new Error("secret of the network")), 503, "5"],
])("%s is answered %i with Retry-After", async (error, status, retryAfter) => {
  const response = await answer({}, true, () => Promise.reject(error));
  expect(response.status).toBe(status);
  expect(response.headers.get("retry-after")).toBe(retryAfter);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(await response.text()).not.toContain("secret");
});

test("a malformed query is answered 400 with the reason, and nothing is read", async () => {
  const response = await answer({ fault: "at: is no whole number" }, true, () => {
    throw new Error("read");
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ detail: "at: is no whole number" });
});

test("any other error is left to Next", async () => {
  await expect(answer({}, true, () => Promise.reject(new TypeError("a bug")))).rejects.toThrow(TypeError);
});

test.each([
  ["StoreError", StoreError],
  ["BudgetError", BudgetError],
] as const)("a %s of another bundle's copy of the class is recognised", (name, type) => {
  expect(Object.assign(new Error("of a copy"), { name }) instanceof type).toBe(true);
  expect(new Error("another") instanceof type).toBe(false);
  expect({ name } instanceof type).toBe(false);
});
