import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { SECRET, signatureOf, type Thumbnail } from "../support/hook.ts";
import { claimSize, inScans, jpegOf, picture, SMALL_JPEG } from "../support/picture.ts";
import { answerOf, keysOf, scene } from "../support/receiving.ts";

type Row = {
  what: string;
  hook: Partial<Thumbnail>;
  status: number;
  title: string;
  detail?: string;
  /** The name in the log. */
  outcome: string;
};

const bytes = async (made: Promise<Buffer>) => Uint8Array.from(await made);
const PNG = await bytes(picture(64, 36).png().toBuffer());
const SVG = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"/>');
const TRUNCATED = (await jpegOf(640, 360)).slice(0, -500);
const SPOILT = (await jpegOf(64, 36)).slice(0, 200);
const HUGE = claimSize(SMALL_JPEG, { width: 16_000, height: 16_000 });
const MEGABYTE = 1_000_000;

const UNSIGNED = { status: 401, title: "The request is not signed by the provider", outcome: "unauthentic" };
const BAD_TYPE = {
  status: 415,
  title: "Unsupported media type",
  detail: "Content-Type must be image/jpeg or application/json.",
  outcome: "content-type",
};
const TOO_LARGE = { status: 413, title: "The body is larger than this receiver takes", outcome: "too-large" };
const BAD_HEADER = { status: 400, title: "A header is missing or malformed", outcome: "bad-header" };
const NO_JPEG = { status: 422, title: "The body is not a JPEG that can be decoded", outcome: "not-a-jpeg" };
const TOO_MANY_PIXELS = {
  status: 422,
  title: "The picture has more pixels than this receiver takes",
  outcome: "too-many-pixels",
};

const ROWS: Row[] = [
  { what: "of no content type", hook: { contentType: null }, ...BAD_TYPE },
  { what: "of another content type", hook: { contentType: "image/png", body: PNG }, ...BAD_TYPE },
  { what: "of a content type that only begins right", hook: { contentType: "image/jpeg2000" }, ...BAD_TYPE },
  { what: "of 30 MB", hook: { body: new Uint8Array(30 * MEGABYTE) }, ...TOO_LARGE },
  { what: "that declares 30 MB", hook: { headers: { "content-length": "30000000" } }, ...TOO_LARGE },
  { what: "one byte too large", hook: { body: new Uint8Array(4.5 * MEGABYTE + 1) }, ...TOO_LARGE },
  { what: "without a signature", hook: { signature: null }, ...UNSIGNED },
  { what: "with half a signature", hook: { signature: signatureOf(SMALL_JPEG).slice(0, 25) }, ...UNSIGNED },
  { what: "with the signature of another body", hook: { signature: signatureOf(PNG) }, ...UNSIGNED },
  { what: "signed with another secret", hook: { secret: "b3RoZXI=" }, ...UNSIGNED },
  { what: "signed with no secret", hook: { signature: signatureOf(SMALL_JPEG, "") }, ...UNSIGNED },
  {
    what: "unsigned, with headers that are wrong too",
    hook: { signature: null, feed: "../x", stream: null, time: null, body: PNG },
    ...UNSIGNED,
  },
  {
    what: "without a feed id",
    hook: { feed: null },
    ...BAD_HEADER,
    detail: "x-millicast-feed-id is missing.",
  },
  {
    what: "of a feed id that climbs",
    hook: { feed: "../../x" },
    ...BAD_HEADER,
    detail: "x-millicast-feed-id must be 1 to 64 letters, digits, - or _.",
  },
  {
    what: "without a stream id",
    hook: { stream: null },
    ...BAD_HEADER,
    detail: "x-millicast-stream-id is missing.",
  },
  {
    what: "of a stream id of 4 KB",
    hook: { stream: `ZG6NWV/${"x".repeat(4_096)}` },
    ...BAD_HEADER,
    detail: "x-millicast-stream-id must be <account>/<stream name>, of a length that fits a key.",
  },
  {
    what: "without a time",
    hook: { time: null },
    ...BAD_HEADER,
    detail: "x-millicast-timestamp is missing.",
  },
  {
    what: "of a time in seconds",
    hook: { time: "1795447988" },
    ...BAD_HEADER,
    detail: "x-millicast-timestamp must be milliseconds since 1970, 13 digits.",
  },
  {
    what: "of the year 2099",
    hook: { time: Date.UTC(2099, 0) },
    ...BAD_HEADER,
    detail: "x-millicast-timestamp is more than 10 minutes old or 2 minutes ahead of this server's clock.",
  },
  { what: "that is a PNG", hook: { body: PNG }, ...NO_JPEG },
  { what: "that is an SVG", hook: { body: SVG }, ...NO_JPEG },
  { what: "that is empty", hook: { body: new Uint8Array() }, ...NO_JPEG },
  { what: "that is cut off", hook: { body: TRUNCATED }, ...NO_JPEG },
  {
    what: "that is cut off in its tables, with an end put behind it",
    hook: { body: Uint8Array.from([...SPOILT, 0xff, 0xd9]) },
    ...NO_JPEG,
  },
  {
    what: "of 16,000 × 16,000 pixels, says its header",
    hook: { body: HUGE },
    ...TOO_MANY_PIXELS,
    detail: "It has 16000 × 16000; at most 33177600 are taken.",
  },
  {
    what: "of the largest size, in a hundred scans",
    hook: { body: inScans(100, { width: 7680, height: 4320 }) },
    ...TOO_MANY_PIXELS,
    detail: "It has 7680 × 4320 in 100 scans, which take too long to decode.",
  },
];

describe("a thumbnail is refused, and nothing of it is stored,", () => {
  test.each(ROWS)("$what: $status", async ({ hook, status, title, detail, outcome }) => {
    const { account, receive, send, lines } = scene();
    const answer = await answerOf(await receive(send(hook)));
    const problem = detail === undefined ? { title, status } : { title, status, detail };
    expect(answer).toEqual({ status, type: "application/problem+json", body: problem });
    expect(lines).toEqual([expect.objectContaining({ event: "hook", outcome, status })]);
    expect(await keysOf(account)).toEqual([]);
  });

  test("and the log says which header was wrong, and why, and what the others say", async () => {
    const { stream, receive, send, lines } = scene();
    await receive(send({ time: "1e99", feed: "f1", stream }));
    const detail = "x-millicast-timestamp must be milliseconds since 1970, 13 digits.";
    const says = { saysStream: stream, saysFeed: "f1", saysTime: "1e99" };
    expect(lines).toMatchObject([{ detail, signedBySecret: 1, ...says }]);
  });

  test("and of what nobody signed, the log repeats nothing", async () => {
    const { receive, send, lines } = scene();
    await receive(send({ signature: signatureOf(PNG), feed: "secret-feed" }));
    expect(JSON.stringify(lines)).not.toContain("secret-feed");
  });

  test("of 16,000 × 16,000 pixels indeed: 422, by what its header says, before anything is decoded", async () => {
    const { account, receive, send } = scene();
    const square = { width: 16_000, height: 16_000, channels: 3, background: "#888" } as const;
    const body = Uint8Array.from(await sharp({ create: square, limitInputPixels: false }).jpeg().toBuffer());
    expect(await answerOf(await receive(send({ body })))).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("16000 × 16000") as unknown },
    });
    expect(await keysOf(account)).toEqual([]);
  });

  test("and its signature and the secret are in no answer and no log line", async () => {
    const { receive, send, lines } = scene();
    const answers = await Promise.all(ROWS.map(async ({ hook }) => (await receive(send(hook))).text()));
    const said = JSON.stringify([answers, lines]);
    expect(said).toContain("unauthentic");
    expect(said).not.toMatch(/sha1=|[0-9a-f]{40}/);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain(Buffer.from(SECRET, "base64").toString());
  });
});
