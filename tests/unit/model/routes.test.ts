import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  embedAddress,
  feedAddress,
  hasWrongTime,
  momentAddress,
  parseFeedQuery,
  pictureAddress,
  watchAddress,
} from "#lib/model/routes.ts";
import { isSource, streamId } from "#lib/model/stream.ts";
import { feed, source, stream, time } from "./arbitraries.ts";

const parse = (address: string) =>
  parseFeedQuery(Object.fromEntries(new URL(address, "https://wall.example").searchParams));

describe("the address of a feed's page", () => {
  test.each([
    ["a/plain", null, null, null],
    ["a/with/slash & ?mark=#%2F 東京", null, "feed-1", 1_800_000_000_123],
    ["a/b", null, "feed-1", null],
    ["a/b", "left & right=1", null, 1_800_000_000_123],
    ["a/b", "左", null, null],
  ])("of %s is read as it was written", (stream, source, feed, at) => {
    const [account = "", ...name] = stream.split("/");
    expect(parse(feedAddress(stream, { source, feed }, at))).toEqual({
      stream: { account, name: name.join("/") },
      source,
      feed,
      at,
    });
  });

  test("of any stream is read as it was written", () => {
    const selection = fc.record({
      source: fc.option(source.filter((text) => text !== "" && isSource(text))),
      feed: fc.option(feed),
    });
    fc.assert(
      fc.property(stream, selection, fc.option(time), (of, part, at) => {
        expect(parse(feedAddress(streamId(of), part, at))).toEqual({ stream: of, ...part, at });
      }),
    );
  });

  test("names a source alone: the next feed of it follows", () => {
    const part = { source: "left", feed: null };
    expect(feedAddress("a/b", part, null)).toBe("/feed?stream=a%2Fb&source=left");
    expect(embedAddress("a/b", part)).toBe("/embed?stream=a%2Fb&source=left");
  });

  test.each([
    "/feed",
    "/feed?stream=nameless",
    "/feed?stream=a/b&feed=../x",
    "/feed?stream=a/b&source=",
    "/feed?stream=a/b&source=%00",
  ])("%s names nothing", (address) => {
    expect(parse(address)).toBeNull();
  });

  test.each([
    ["noon", true],
    ["", true],
    ["1795936000000", true],
    ["1820-01-01T00:00:00Z", true],
    ["2026-11-23T14:05", true],
    ["2026-11-23T14:05Z", false],
  ])("with the time %j names the stream", (at, isWrong) => {
    const parameters = { stream: "a/b", at };
    expect(parseFeedQuery(parameters)).toMatchObject({ stream: { account: "a", name: "b" } });
    expect(hasWrongTime(parameters)).toBe(isWrong);
  });

  test("names the data and the picture of the same moment", () => {
    const part = { source: "left", feed: null };
    const query = "?stream=a%2Fb&source=left&at=1970-01-01T00:00:01.000Z";
    expect(momentAddress("a/b", part, 1_000)).toBe(`/api/moment${query}`);
    expect(pictureAddress("a/b", part, 1_000)).toBe(`/api/picture${query}`);
    expect(pictureAddress("a/b")).toBe("/api/picture?stream=a%2Fb");
  });
});

test("a stream's name stays within its place in the address where it is watched", () => {
  const template = "https://player.example/?streamId={streamId}&muted=1";
  const watched = new URL(watchAddress(template, "a/b&muted=0#$&")).searchParams;
  expect([watched.get("streamId"), watched.getAll("muted")]).toEqual(["a/b&muted=0#$&", ["1"]]);
});
