import { describe, expect, test } from "vitest";
import { event, feedsEvent, SECRET, signatureOf, type Thumbnail } from "../../support/hook.ts";
import { claimSize, inScans, jpegOf, picture, SMALL_JPEG } from "../../support/picture.ts";
import { answerOf, memoryScene } from "../../support/receiver.ts";

const MEGABYTE = 1_000_000;
const PNG = Uint8Array.from(await picture(64, 36).png().toBuffer());
const SVG = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"/>');
const TRUNCATED = (await jpegOf(640, 360)).slice(0, -500);
const CUT_TABLES = Uint8Array.from([...(await jpegOf(64, 36)).slice(0, 200), 0xff, 0xd9]);

const UNSIGNED = { status: 401, title: "The request is not signed by the provider", outcome: "unauthentic" };
const BAD_TYPE = {
  status: 415,
  title: "Unsupported media type",
  detail: "Content-Type must be image/jpeg or application/json.",
  outcome: "content-type",
};
const TOO_LARGE = {
  status: 413,
  title: "The body is larger than this receiver accepts",
  outcome: "too-large",
};
const BAD_HEADER = { status: 400, title: "A header is missing or malformed", outcome: "bad-header" };
const NO_JPEG = { status: 422, title: "The body is not a JPEG that can be decoded", outcome: "not-a-jpeg" };
const TOO_MANY_PIXELS = {
  status: 422,
  title: "The picture has more pixels than this receiver accepts",
  outcome: "too-many-pixels",
};

type Expected = { status: number; title: string; outcome: string; detail?: string };

const ROWS: [name: string, hook: Partial<Thumbnail>, expected: Expected][] = [
  ["without a content type", { contentType: null }, BAD_TYPE],
  ["of a content type that only begins right", { contentType: "image/jpeg2000" }, BAD_TYPE],
  ["that declares 30 MB", { headers: { "content-length": "30000000" } }, TOO_LARGE],
  ["one byte too large", { body: new Uint8Array(4.5 * MEGABYTE + 1) }, TOO_LARGE],
  ["without a signature", { signature: null }, UNSIGNED],
  ["with half a signature", { signature: signatureOf(SMALL_JPEG).slice(0, 25) }, UNSIGNED],
  ["with the signature of another body", { signature: signatureOf(PNG) }, UNSIGNED],
  ["signed with another secret", { secret: "b3RoZXI=" }, UNSIGNED],
  ["unsigned, with wrong headers", { signature: null, feed: "../x", stream: null, body: PNG }, UNSIGNED],
  ["without a feed id", { feed: null }, { ...BAD_HEADER, detail: "x-millicast-feed-id is missing." }],
  [
    "of the year 2099",
    { time: Date.UTC(2099, 0) },
    {
      ...BAD_HEADER,
      detail: "x-millicast-timestamp is more than 10 minutes old or 2 minutes ahead of this server's clock.",
    },
  ],
  ["that is a PNG", { body: PNG }, NO_JPEG],
  ["that is an SVG", { body: SVG }, NO_JPEG],
  ["that is empty", { body: new Uint8Array() }, NO_JPEG],
  ["that is cut off", { body: TRUNCATED }, NO_JPEG],
  ["that ends in its tables", { body: CUT_TABLES }, NO_JPEG],
  [
    "whose header says 16,000 × 16,000 pixels",
    { body: claimSize(SMALL_JPEG, { width: 16_000, height: 16_000 }) },
    { ...TOO_MANY_PIXELS, detail: "It has 16000 × 16000; at most 33177600 are accepted." },
  ],
  [
    "of the largest size in a hundred scans",
    { body: inScans(100, { width: 7680, height: 4320 }) },
    {
      ...TOO_MANY_PIXELS,
      detail: "It has 7680 × 4320 in 100 scans, which take too long to decode.",
    },
  ],
];

describe("a rejected thumbnail", () => {
  test.each(ROWS)("%s has an answer and a log line, and is not stored", async (_name, hook, expected) => {
    const { receive, send, lines, store } = memoryScene();
    const { outcome, ...problem } = expected;
    const { status } = problem;
    const answer = await answerOf(await receive(send(hook)));
    expect(answer).toEqual({ status, type: "application/problem+json", body: problem });
    expect(lines).toEqual([expect.objectContaining({ event: "hook", outcome, status })]);
    expect(store.keys()).toEqual([]);
  });

  test("with a wrong header has the others in the log", async () => {
    const { stream, receive, send, lines } = memoryScene();
    await receive(send({ time: "1e99", feed: "f1", stream }));
    const detail = "x-millicast-timestamp must be milliseconds since 1970, 13 digits.";
    const says = { saysStream: stream, saysFeed: "f1", saysTime: "1e99" };
    expect(lines).toMatchObject([{ detail, signedBySecret: 1, ...says }]);
  });

  test("without a valid signature has nothing of it in the log", async () => {
    const { receive, send, lines } = memoryScene();
    await receive(send({ signature: signatureOf(PNG), feed: "secret-feed" }));
    expect(JSON.stringify(lines)).not.toContain("secret-feed");
  });

  test("shows no signature and no secret in answers and log lines", async () => {
    const { receive, send, lines } = memoryScene();
    const answers = await Promise.all(ROWS.map(async ([, hook]) => (await receive(send(hook))).text()));
    const said = JSON.stringify([answers, lines]);
    expect(said).toContain("unauthentic");
    expect(said).not.toMatch(/sha1=|[0-9a-f]{40}/);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain(Buffer.from(SECRET, "base64").toString());
  });

  test("whose body breaks off is answered 400", async () => {
    const { receive, send, lines, store } = memoryScene();
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => controller.enqueue(SMALL_JPEG.slice(0, 100)),
      pull: (controller) => controller.error(new Error("aborted")),
    };
    const body = new ReadableStream(source, { highWaterMark: 0 });
    const answer = await receive(new Request(send(), { body, duplex: "half" } as RequestInit));
    expect(await answerOf(answer)).toMatchObject({ body: { title: "The body broke off", status: 400 } });
    expect(lines).toMatchObject([{ outcome: "broken", status: 400 }]);
    expect(store.requests).toEqual([]);
  });

  test.each([null, "", "sha1=", `sha256=${"0".repeat(40)}`, `sha1=${"0".repeat(39)}`])(
    "with the signature %j is not read",
    async (signature) => {
      const { receive, send } = memoryScene();
      let pulled = 0;
      const body = new ReadableStream({ pull: () => void (pulled += 1) }, { highWaterMark: 0 });
      const request = new Request(send({ signature }), { body, duplex: "half" } as RequestInit);
      expect((await receive(request)).status).toBe(401);
      expect(pulled).toBe(0);
    },
  );
});

describe("a receiver of some streams", () => {
  const ACCOUNT = "ZG6NWV";
  const onlySome = () =>
    memoryScene({
      settings: {
        streams: [
          { kind: "exact", id: `${ACCOUNT}/one` },
          { kind: "prefix", id: `${ACCOUNT}/show-` },
        ],
      },
    });
  const hooksOf = (name: string, { send }: ReturnType<typeof onlySome>) => {
    const stream = `${ACCOUNT}/${name}`;
    return [send({ stream }), event({ body: feedsEvent("ended", { streamId: stream }) })];
  };

  test.each(["one", "show-1"])("accepts frames and events of %s", async (name) => {
    const scene = onlySome();
    for (const hook of hooksOf(name, scene)) expect((await scene.receive(hook)).status).toBe(200);
    const log = scene.store.keys().filter((key) => key.startsWith("log/"));
    expect(log).toHaveLength(2);
  });

  test.each(["two", "one/more", "show", "One"])("rejects %s and does not tell the streams", async (name) => {
    const scene = onlySome();
    for (const hook of hooksOf(name, scene)) {
      expect(await answerOf(await scene.receive(hook))).toEqual({
        status: 403,
        type: "application/problem+json",
        body: { title: "This receiver does not accept hooks of this stream", status: 403 },
      });
    }
    expect(scene.store.requests).toEqual([]);
    // An operator who forgot a stream finds it here.
    const line = { outcome: "stream-not-accepted", saysStream: `${ACCOUNT}/${name}` };
    expect(scene.lines).toMatchObject([line, line]);
  });
});
