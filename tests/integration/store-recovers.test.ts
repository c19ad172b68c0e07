import { afterEach, describe, expect, test } from "vitest";
import { FEED } from "../support/hook.ts";
import { type Fault, type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { inTime } from "../support/in-time.ts";
import { historyOf, keysOf, logOf, receiver, scene, shownOf } from "../support/receiving.ts";

const CONFLICT: Fault = { status: 409, code: "ConditionalRequestConflict" };
const BUSY: Fault = { status: 503, code: "SlowDown" };
const REFUSED: Fault = { status: 403, code: "AccessDenied" };
/** A refusal is asked about twice: plainly, and by the SDK, which knows what may be done about it. */
const REFUSED_FOR_GOOD = [REFUSED, REFUSED];

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

/** A receiver whose requests of one kind, "PUT log", meet these faults one after the other. */
async function sceneWith(kind: string, faults: readonly Fault[]) {
  const left = [...faults];
  const s3 = await startFaultyS3((method, key) => {
    const [prefix = ""] = key.split("/");
    return `${method} ${prefix}` === kind ? (left.shift() ?? null) : null;
  });
  started.push(s3);
  return { s3, left, ...scene({ store: { endpoint: s3.endpoint } }) };
}

const prefixesOf = async (account: string) => (await keysOf(account)).map((key) => key.split("/")[0]);
const FRAME = `${FEED},64x36.jpg`;
const BARE = `${FEED},64x36,bare.jpg`;

describe("a frame is stored whole", () => {
  test.each<[string, string, Fault[]]>([
    ["though the first connection is reset", "PUT log", ["reset"]],
    ["though the store is busy twice", "PUT log", [BUSY, BUSY]],
    ["though another receiver writes it right now", "PUT log", [CONFLICT]],
    ["though its preview is put in vain once", "PUT previews", ["reset"]],
    ["though the store hangs once", "PUT log", ["hang"]],
    ["though the answer to its put is lost", "PUT log", ["lost"]],
  ])("%s", async (_what, kind, faults) => {
    const { account, left, receive, send, lines } = await sceneWith(kind, faults);
    expect((await receive(send())).status).toBe(200);
    expect(left).toEqual([]);
    expect(await prefixesOf(account)).toEqual(["log", "previews"]);
    expect(await logOf(account)).toEqual([FRAME]);
    expect(lines).toMatchObject([{ event: "hook", outcome: "stored" }]);
  });
});

describe("a frame is stored, and answered 200,", () => {
  test("though its preview cannot be put: the wall shows the original", async () => {
    const { account, receive, send, lines } = await sceneWith("PUT previews", REFUSED_FOR_GOOD);
    expect((await receive(send())).status).toBe(200);
    expect(await logOf(account)).toEqual([BARE]);
    expect(await historyOf(account)).toMatchObject([{ isBare: true }]);
    expect(lines).toMatchObject([
      { event: "preview-not-stored", level: "warn", stream: `${account}/teststream`, feed: FEED },
      { event: "hook", outcome: "stored" },
    ]);
  });

  test("though nothing can be put below previews: it is on the wall", async () => {
    const { account, now, receive, send, store } = await sceneWith("PUT previews", [
      ...REFUSED_FOR_GOOD,
      ...REFUSED_FOR_GOOD,
    ]);
    expect((await receive(send())).status).toBe(200);
    expect(await prefixesOf(account)).toEqual(["log"]);
    expect(await shownOf(store, account)).toMatchObject([{ time: now }]);
  });

  test.each<[string, string, Fault, string]>([
    ["its preview's put hangs for ever", "PUT previews", "hang", BARE],
    ["the lists of a feed that is seen first hang for ever", "GET ", "hang", FRAME],
    ["those lists hang half-way", "GET ", "stall", FRAME],
  ])("in time though %s", async (_what, kind, fault, name) => {
    const { account, receive, send } = await sceneWith(
      kind,
      Array.from({ length: 12 }, () => fault),
    );
    expect((await inTime(receive(send()))).status).toBe(200);
    expect(await logOf(account)).toEqual([name]);
  });

  test("and has its preview when its hook comes again to another receiver", async () => {
    const { account, now, s3, receive, send, store } = await sceneWith("PUT previews", [
      ...REFUSED_FOR_GOOD,
      ...REFUSED_FOR_GOOD,
    ]);
    await receive(send());
    const other = receiver({ store: { endpoint: s3.endpoint } });
    expect((await other.receive(send())).status).toBe(200);
    expect(await historyOf(account)).toMatchObject([{ time: now, isBare: false }]);
    expect(await shownOf(store, account)).toMatchObject([{ time: now }]);
  });
});

describe("where it cannot be known that a frame is stored", () => {
  test("the answer is 503: it is there already, but cannot be looked at", async () => {
    const { account, receive, send } = await sceneWith(
      "HEAD log",
      Array.from({ length: 9 }, () => REFUSED),
    );
    await receive(send());
    expect((await receive(send())).status).toBe(503);
    expect(await logOf(account)).toEqual([FRAME]);
  });
});
