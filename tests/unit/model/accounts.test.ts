import { expect, test } from "vitest";
import { findSharedNames, toAccount, toShownAccount } from "#lib/model/accounts.ts";

const tile = (stream: string) => ({ stream, name: stream.slice(stream.indexOf("/") + 1) });

test("finds the names that several accounts have", () => {
  const streams = ["a/harbour", "b/harbour", "a/stage", "a/stage", "b/north/cam"];
  const shared = findSharedNames(streams.map(tile));
  expect([...shared]).toEqual(["harbour"]);
  expect(streams.map((stream) => toShownAccount(tile(stream), shared))).toEqual(["a", "b", null, null, null]);
});

test("reads the account of a stream", () => {
  expect(toAccount("ZG6NWV/festival/main stage")).toBe("ZG6NWV");
});
