import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { event, FEED, feedsEvent, SECRET, signatureOf } from "../support/hook.ts";
import { type FaultyS3, type Faults, startFaultyS3 } from "../support/faulty-s3.ts";
import { inTime } from "../support/in-time.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { answerOf, keysOf, logOf, scene, storeSettings } from "../support/receiving.ts";

const UNAVAILABLE = {
  status: 503,
  type: "application/problem+json",
  body: { title: "The store cannot take the frame now", status: 503 },
};

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function sceneBehind(faults: Faults) {
  const s3 = await startFaultyS3(faults);
  started.push(s3);
  return scene({ store: { endpoint: s3.endpoint } });
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("where the store cannot take a frame, the answer is 503 with Retry-After, and in time,", () => {
  test.each<[string, Faults, RegExp]>([
    ["because it never answers", () => "hang", /put failed: .*(Timeout|Abort)/],
    ["because it stops amid its answer", () => "stall", /put failed: /],
    ["because it resets connections", () => "reset", /put failed: .*(ECONNRESET|socket hang up)/],
    ["because it is busy", () => ({ status: 503, code: "SlowDown" }), /put failed: SlowDown/],
    ["because something else answers 200 in its place", () => "page", /put failed: .*no object store/],
    ["because it refuses", () => ({ status: 403, code: "AccessDenied" }), /put failed: AccessDenied/],
    [
      "because it has no such bucket",
      () => ({ status: 404, code: "NoSuchBucket" }),
      /put failed: NoSuchBucket/,
    ],
    [
      "because others write the frame for ever",
      () => ({ status: 409, code: "ConditionalRequestConflict" }),
      /409|Conflict/,
    ],
    [
      "because it says that the frame exists, and then that it does not",
      (method) => (method === "PUT" ? { status: 412, code: "PreconditionFailed" } : null),
      /put failed: .*cannot be found/,
    ],
  ])("%s", async (_what, faults, error) => {
    const { receive, send, lines, account } = await sceneBehind(faults);
    const response = await inTime(receive(send()));
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await answerOf(response)).toEqual(UNAVAILABLE);
    expect(lines).toEqual([
      expect.objectContaining({
        event: "hook",
        outcome: "store",
        status: 503,
        level: "error",
        error: expect.stringMatching(error) as unknown,
        stream: `${account}/teststream`,
        feed: FEED,
      }),
    ]);
    expect(await keysOf(account)).toEqual([]);
  });

  test.each(["127.0.0.1", "localhost"])("because nothing listens at %s", async (host) => {
    const { receive, send, lines } = scene({ store: { endpoint: `http://${host}:${await closedPort()}` } });
    expect(await answerOf(await receive(send()))).toEqual(UNAVAILABLE);
    expect(lines).toMatchObject([{ error: expect.stringContaining("ECONNREFUSED") as unknown }]);
  });

  test.each([
    ["key", { accessKeyId: "nobody", secretAccessKey: "wrong" }],
    ["secret", { accessKeyId: storeSettings().credentials?.accessKeyId ?? "", secretAccessKey: "wrong" }],
  ])("because our %s is wrong", async (_what, credentials) => {
    const { receive, send, lines, account } = scene({ store: { credentials } });
    expect(await answerOf(await receive(send()))).toEqual(UNAVAILABLE);
    expect(lines).toMatchObject([
      { outcome: "store", status: 503, error: expect.stringMatching(/^put failed: /) as unknown },
    ]);
    expect(await keysOf(account)).toEqual([]);
  });

  test("and no signature or key is in the answer or the log", async () => {
    const said: unknown[] = [];
    for (const faults of [() => "reset" as const, () => ({ status: 403, code: "SignatureDoesNotMatch" })]) {
      const { receive, send, lines } = await sceneBehind(faults);
      said.push(await answerOf(await receive(send())), lines);
    }
    const text = JSON.stringify(said);
    const { accessKeyId = "-", secretAccessKey = "-" } = storeSettings().credentials ?? {};
    for (const secret of [SECRET, signatureOf(SMALL_JPEG), secretAccessKey, accessKeyId]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/X-Amz|Signature=/);
  });

  test("for an event as well", async () => {
    const { receive, stream } = await sceneBehind(() => "reset");
    const body = feedsEvent("ended", { streamId: stream });
    expect(await answerOf(await receive(event({ body })))).toEqual(UNAVAILABLE);
  });
});

describe("where the store takes 1.8 s for each request,", () => {
  test("the first frames of a process are stored, without their previews", async () => {
    const { receive, send, lines, now, account } = await sceneBehind(() => ({ delayMs: 1_800 }));
    const answers = await Promise.all([0, 1].map((n) => inTime(receive(send({ time: now + n })))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const hooks = lines.filter(({ event }) => event === "hook");
    expect(hooks).toMatchObject([
      { outcome: "stored", bare: true },
      { outcome: "stored", bare: true },
    ]);
    expect((await logOf(account)).every((name) => name.includes(",bare"))).toBe(true);
  });
});
