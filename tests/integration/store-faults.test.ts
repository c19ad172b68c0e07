// A receiver whose store, or the network before it, is in trouble. The tests that wait for deadlines run at once.
import { afterAll, describe, expect, test } from "vitest";
import { event, FEED, feedsEvent, SECRET, signatureOf } from "../support/hook.ts";
import { type Fault, type FaultyS3, type Faults, startFaultyS3 } from "../support/faulty-s3.ts";
import { inTime } from "../support/in-time.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { answerOf, newStream, receiverOn } from "../support/receiver.ts";
import { historyOf, keysOf, logOf, scene, storeSettings, storeWith } from "../support/receiving.ts";
import { listNotes, shownOf } from "../support/seen.ts";

const UNAVAILABLE = {
  status: 503,
  type: "application/problem+json",
  body: { title: "The store does not accept the frame now", status: 503 },
};
const CONFLICT: Fault = { status: 409, code: "ConditionalRequestConflict" };
const BUSY: Fault = { status: 503, code: "SlowDown" };
const REFUSED: Fault = { status: 403, code: "AccessDenied" };
/** A refusal is asked about twice: plainly, and by the SDK, which knows what may be done about it. */
const REFUSED_FOR_GOOD = [REFUSED, REFUSED];

const FRAME = `${FEED},64x36.jpg`;
const BARE = `${FEED},64x36,bare.jpg`;

const started: FaultyS3[] = [];
afterAll(async () => {
  await Promise.all(started.map((s3) => s3.stop()));
});

/** @param timeoutMs of one attempt of a request */
async function sceneBehind(faults: Faults, timeoutMs?: number) {
  const s3 = await startFaultyS3(faults);
  started.push(s3);
  const store = storeWith({ endpoint: s3.endpoint }, { timeoutMs });
  return { store, ...newStream(), ...receiverOn(store) };
}

/** A receiver whose requests of one kind, "PUT log", meet these faults one after the other. */
async function sceneWith(kind: string, faults: readonly Fault[], timeoutMs?: number) {
  const left = [...faults];
  const all = await sceneBehind(
    (method, key) => (`${method} ${key.split("/", 1)[0]}` === kind ? (left.shift() ?? null) : null),
    timeoutMs,
  );
  return { ...all, left };
}

async function expectUnavailable(_what: string, faults: Faults, error: RegExp) {
  const { receive, send, lines, account, stream } = await sceneBehind(faults);
  const response = await inTime(receive(send()));
  expect(response.headers.get("retry-after")).toBe("5");
  expect(await answerOf(response)).toEqual(UNAVAILABLE);
  const failed = { event: "hook", outcome: "store", status: 503, level: "error", stream, feed: FEED };
  expect(lines).toEqual([
    expect.objectContaining({ ...failed, error: expect.stringMatching(error) as unknown }),
  ]);
  expect(await keysOf(account)).toEqual([]);
}

describe("the answer is 503 with Retry-After, and in time, where the store", () => {
  test.concurrent.each<[string, Faults, RegExp]>([
    ["never answers", () => "hang", /put failed: .*(Timeout|Abort)/],
    ["stops amid its answer", () => "stall", /put failed: /],
  ])("%s", expectUnavailable);

  test.each<[string, Faults, RegExp]>([
    ["resets connections", () => "reset", /put failed: .*(ECONNRESET|socket hang up)/],
    ["is busy", () => BUSY, /put failed: (SlowDown|AbortError)/], // The SDK may wait until the hook's deadline.
    ["refuses", () => REFUSED, /put failed: AccessDenied/],
    ["says that others write the frame for ever", () => CONFLICT, /409|Conflict/],
    [
      "says that the frame exists, and then that it does not",
      (method) => (method === "PUT" ? { status: 412, code: "PreconditionFailed" } : null),
      /put failed: .*cannot be found/,
    ],
  ])("%s", expectUnavailable);

  test.each(["127.0.0.1", "localhost"])("does not listen at %s", async (host) => {
    const { receive, send, lines } = scene({ store: { endpoint: `http://${host}:9` } });
    expect(await answerOf(await receive(send()))).toEqual(UNAVAILABLE);
    expect(lines).toMatchObject([{ error: expect.stringContaining("ECONNREFUSED") as unknown }]);
  });

  test.each([
    ["key", { accessKeyId: "nobody", secretAccessKey: "wrong" }],
    ["secret", { accessKeyId: storeSettings().credentials?.accessKeyId ?? "", secretAccessKey: "wrong" }],
  ])("knows another %s", async (_what, credentials) => {
    const { receive, send, lines } = scene({ store: { credentials } });
    expect(await answerOf(await receive(send()))).toEqual(UNAVAILABLE);
    expect(lines).toMatchObject([{ outcome: "store", level: "error" }]);
  });

  test("resets the connection of an event", async () => {
    const { receive, stream } = await sceneBehind(() => "reset");
    const body = feedsEvent("ended", { streamId: stream });
    expect(await answerOf(await receive(event({ body })))).toEqual(UNAVAILABLE);
  });

  test("has the frame, but cannot be asked about it", async () => {
    const { account, receive, send } = await sceneWith("HEAD log", Array<Fault>(9).fill(REFUSED));
    await receive(send());
    expect((await receive(send())).status).toBe(503);
    expect(await logOf(account)).toEqual([FRAME]);
  });

  test("refuses, and no signature or key is in the answer or the log", async () => {
    const badSignature: Fault = { status: 403, code: "SignatureDoesNotMatch" };
    const { receive, send, lines } = await sceneBehind(() => badSignature);
    const text = JSON.stringify([await answerOf(await receive(send())), lines]);
    const { accessKeyId = "-", secretAccessKey = "-" } = storeSettings().credentials ?? {};
    const secrets = [SECRET, signatureOf(SMALL_JPEG), secretAccessKey, accessKeyId];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/X-Amz|Signature=/);
  });
});

async function expectWhole(_what: string, kind: string, faults: Fault[], timeoutMs?: number) {
  const { account, left, receive, send, lines } = await sceneWith(kind, faults, timeoutMs);
  expect((await receive(send())).status).toBe(200);
  expect(left).toEqual([]);
  expect((await keysOf(account)).map((key) => key.split("/")[0])).toEqual(["log", "previews"]);
  expect(await logOf(account)).toEqual([FRAME]);
  expect(lines).toMatchObject([{ event: "hook", outcome: "stored" }]);
}

describe("a frame is stored whole though", () => {
  test.each<[string, string, Fault[]]>([
    ["the first connection is reset", "PUT log", ["reset"]],
    ["the store is busy twice", "PUT log", [BUSY, BUSY]],
    ["another receiver writes it right now", "PUT log", [CONFLICT]],
    ["its preview is put in vain once", "PUT previews", ["reset"]],
    ["the answer to its put is lost", "PUT log", ["lost"]],
  ])("%s", (...row) => expectWhole(...row));

  test("the store hangs once", () => expectWhole("", "PUT log", ["hang"], 1_000));

  test("it is late and the answer to its put is lost: it has its note", async () => {
    const { account, now, receive, send, store } = await sceneWith("PUT log", ["lost"]);
    expect((await receive(send({ time: now - 60_000 }))).status).toBe(200);
    expect(await listNotes(store, account)).toHaveLength(1);
  });
});

describe("a frame is stored, and answered 200 in time, though", () => {
  test("its preview cannot be put: the wall shows the original", async () => {
    const { account, stream, receive, send, lines } = await sceneWith("PUT previews", REFUSED_FOR_GOOD);
    expect((await receive(send())).status).toBe(200);
    expect(await logOf(account)).toEqual([BARE]);
    expect(await historyOf(account)).toMatchObject([{ isBare: true }]);
    expect(lines).toMatchObject([
      { event: "preview-not-stored", level: "warn", stream, feed: FEED },
      { event: "hook", outcome: "stored" },
    ]);
  });

  test("nothing can be put below previews, and a second receiver of the hook adds its preview", async () => {
    let isRefusing = true;
    const { account, now, receive, send, store } = await sceneBehind((method, key) =>
      isRefusing && method === "PUT" && key.startsWith("previews/") ? REFUSED : null,
    );
    expect((await receive(send())).status).toBe(200);
    expect(await logOf(account)).toEqual([BARE]);
    expect(await historyOf(account)).toEqual([]);
    isRefusing = false;
    expect((await receiverOn(store).receive(send())).status).toBe(200);
    expect(await historyOf(account)).toMatchObject([{ time: now, isBare: false }]);
    expect(await shownOf(store, account)).toMatchObject([{ time: now }]);
  });

  test.each<[string, Fault]>([
    ["for ever", "hang"],
    ["half-way", "stall"],
  ])("the lists of its feed hang %s", async (_what, fault) => {
    const { account, receive, send } = await sceneBehind((method) => (method === "GET" ? fault : null));
    expect((await inTime(receive(send()))).status).toBe(200);
    // With its preview, unless the machine is busy (tests/unit/receiver/accepted).
    expect([FRAME, BARE]).toContain((await logOf(account)).join());
  });
});

describe("a slow store", () => {
  test.concurrent("that hangs at a preview has the frame without it", async () => {
    const { account, receive, send } = await sceneWith("PUT previews", Array<Fault>(12).fill("hang"));
    expect((await inTime(receive(send()))).status).toBe(200);
    expect(await logOf(account)).toEqual([BARE]);
  });

  test.concurrent(
    "that takes 1.6 s for each request has the first frames of a process without previews",
    async () => {
      const { receive, send, lines, now, account } = await sceneBehind(() => ({ delayMs: 1_600 }));
      const answers = await Promise.all([0, 1].map((n) => inTime(receive(send({ time: now + n })))));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const hooks = lines.filter(({ event: name }) => name === "hook");
      const bare = { outcome: "stored", bare: true };
      expect(hooks).toMatchObject([bare, bare]);
      expect((await logOf(account)).every((name) => name.includes(",bare"))).toBe(true);
    },
  );
});
