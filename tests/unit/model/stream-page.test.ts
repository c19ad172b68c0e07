import { expect, test } from "vitest";
import { ALL } from "#lib/model/selection.ts";
import { findAccount, isEntry, parseStreamPage } from "#lib/model/stream-page.ts";

const MINUTE = 60_000;
const NOW = 100 * MINUTE;
const place = (at: number | null, stream = "a/b") => ({ stream, selection: ALL, at });

test.each([
  ["a step", place(NOW - 30_000), place(NOW - 60_000), false],
  ["nine minutes", place(null), place(NOW - 9 * MINUTE), false],
  ["ten minutes back", place(NOW - 20 * MINUTE), place(NOW - 30 * MINUTE), true],
  ["back to live from an hour ago", place(NOW - 60 * MINUTE), place(null), true],
  ["another stream", place(null), place(null, "a/c"), true],
])("%s is an entry of the browser's history: %#", (_, from, to, is) => {
  expect(isEntry(from, to, NOW)).toBe(is);
});

test("an answer that is no stream's page is refused", () => {
  expect(() => parseStreamPage({ error: "busy" })).toThrow(TypeError);
});

test("streams of one name are told apart by their accounts", () => {
  const beside = (stream: string) => ({ stream, selection: ALL, name: "", source: null, picture: null });
  const page = { stream: "X/harbour", previous: beside("Y/harbour"), next: beside("X/pier") };
  expect(["Y/harbour", "X/pier"].map((stream) => findAccount(stream, page))).toEqual(["Y", null]);
  expect(findAccount("X/pier", { stream: "X/harbour", previous: null, next: beside("X/pier") })).toBeNull();
});
