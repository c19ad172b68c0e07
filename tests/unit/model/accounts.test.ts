import { expect, test } from "vitest";
import { findSharedNames, toAccount } from "#lib/model/accounts.ts";

const tile = (stream: string) => ({ stream, name: stream.slice(stream.indexOf("/") + 1) });

test("finds the names that several accounts have", () => {
  const streams = ["a/harbour", "b/harbour", "a/stage", "a/stage", "b/north/cam"];
  expect([...findSharedNames(streams.map(tile))]).toEqual(["harbour"]);
});

test("reads the account of a stream", () => {
  expect(toAccount("ZG6NWV/festival/main stage")).toBe("ZG6NWV");
});
