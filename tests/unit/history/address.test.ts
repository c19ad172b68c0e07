import { describe, expect, test } from "vitest";
import { feedAddress, parseFeedQuery, watchAddress } from "#lib/history/address.ts";

const parse = (address: string) =>
  parseFeedQuery(Object.fromEntries(new URL(address, "https://wall.example").searchParams));

describe("the address of a feed's page", () => {
  test.each([
    ["a/plain", null, null],
    ["a/with/slash & ?mark=#%2F 東京", "feed-1", 1_800_000_000_123],
  ])("of %s is read as it was written", (stream, feed, at) => {
    const [account = "", ...name] = stream.split("/");
    expect(parse(feedAddress(stream, feed, at))).toEqual({
      stream: { account, name: name.join("/") },
      feed,
      at,
    });
  });

  test.each([
    "/feed",
    "/feed?stream=nameless",
    "/feed?stream=a/b&at=noon",
    "/feed?stream=a/b&at=1820-01-01T00:00:00Z",
    "/feed?stream=a/b&feed=../x",
  ])("%s names nothing", (address) => {
    expect(parse(address)).toBeNull();
  });
});

test("a stream's name stays within its place in the address where it is watched", () => {
  const template = "https://player.example/?streamId={streamId}&muted=1";
  const watched = new URL(watchAddress(template, "a/b&muted=0#$&")).searchParams;
  expect([watched.get("streamId"), watched.getAll("muted")]).toEqual(["a/b&muted=0#$&", ["1"]]);
});
