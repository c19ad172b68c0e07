import { afterEach, describe, expect, test } from "vitest";
import { FEED } from "../support/hook.ts";
import { type Fault, type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { inTime } from "../support/in-time.ts";
import { factsOf, keysOf, scene } from "../support/receiving.ts";

const CONFLICT: Fault = { status: 409, code: "ConditionalRequestConflict" };
const BUSY: Fault = { status: 503, code: "SlowDown" };
const REFUSED: Fault = { status: 403, code: "AccessDenied" };
/** A refusal is asked about twice: plainly, and by the SDK, which knows what may be done about it. */
const REFUSED_FOR_GOOD = [REFUSED, REFUSED];

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

/** A receiver whose requests of one kind, "PUT frames", meet these faults one after the other. */
async function sceneWith(kind: string, faults: readonly Fault[]) {
  const left = [...faults];
  const s3 = await startFaultyS3((method, key) => {
    const room = key.split("/")[0] ?? "";
    return `${method} ${room}` === kind ? (left.shift() ?? null) : null;
  });
  started.push(s3);
  return { s3, left, ...scene({ store: { endpoint: s3.endpoint } }) };
}

const roomsOf = async (account: string) => (await keysOf(account)).map((key) => key.split("/")[0]);

describe("a frame is stored whole", () => {
  test.each<[string, string, Fault[]]>([
    ["though the first connection is reset", "PUT frames", ["reset"]],
    ["though the store is busy twice", "PUT frames", [BUSY, BUSY]],
    ["though another receiver writes it right now", "PUT frames", [CONFLICT]],
    ["though its fact meets a conflict", "PUT latest", [CONFLICT, CONFLICT]],
    ["though its preview is put in vain once", "PUT previews", ["reset"]],
    ["though the store hangs once", "PUT frames", ["hang"]],
  ])("%s", async (_what, kind, faults) => {
    const { account, now, left, receive, send, lines } = await sceneWith(kind, faults);
    expect((await receive(send())).status).toBe(200);
    expect(left).toEqual([]);
    expect(await roomsOf(account)).toEqual(["frames", "latest", "previews"]);
    expect(await factsOf(account)).toEqual([`${FEED}/frame=${now},64x36`]);
    expect(lines).toMatchObject([{ event: "hook", outcome: "stored" }]);
  });

  test("though the answer to its put is lost: what is there is found to be it", async () => {
    const { account, receive, send, lines } = await sceneWith("PUT frames", ["lost"]);
    expect((await receive(send())).status).toBe(200);
    expect(await roomsOf(account)).toEqual(["frames", "latest", "previews"]);
    expect(lines).toMatchObject([{ outcome: "duplicate", status: 200 }]);
  });
});

describe("a frame is kept, and answered 200,", () => {
  test("though its preview cannot be put: the wall shows the frame itself", async () => {
    const { account, now, receive, send, lines } = await sceneWith("PUT previews", REFUSED_FOR_GOOD);
    expect((await receive(send())).status).toBe(200);
    expect(await roomsOf(account)).toEqual(["frames", "latest"]);
    expect(await factsOf(account)).toEqual([`${FEED}/frame=${now},64x36,original`]);
    expect(lines).toMatchObject([
      { event: "preview-not-kept", level: "warn", stream: `${account}/teststream`, feed: FEED },
      { event: "hook", outcome: "stored" },
    ]);
  });

  test("though its fact cannot be put, and the next frame heals the wall", async () => {
    const { account, now, receive, send, lines } = await sceneWith("PUT latest", REFUSED_FOR_GOOD);
    expect((await receive(send({ time: now - 1_000 }))).status).toBe(200);
    expect(lines).toMatchObject([{ event: "fact-not-kept", level: "warn" }, { outcome: "stored" }]);
    expect(await factsOf(account)).toEqual([]);
    await receive(send());
    expect(await factsOf(account)).toEqual([`${FEED}/frame=${now},64x36`]);
  });

  test("though the fact before it cannot be deleted: the newest is shown", async () => {
    const { account, now, receive, send } = await sceneWith("DELETE latest", REFUSED_FOR_GOOD);
    await receive(send({ time: now - 1_000 }));
    expect((await receive(send())).status).toBe(200);
    expect(await factsOf(account)).toContain(`${FEED}/frame=${now},64x36`);
  });

  test.each<[string, string, Fault, string[]]>([
    ["its preview's put", "PUT previews", "hang", [",original"]],
    ["its fact's put", "PUT latest", "hang", []],
    ["the list of older facts", "GET ", "hang", [""]],
    ["the list of older facts, half-way,", "GET ", "stall", [""]],
  ])("in time, and shown if it can be, though %s hangs for ever", async (_what, kind, fault, flags) => {
    const { account, now, receive, send } = await sceneWith(kind, [fault, fault, fault, fault]);
    expect((await inTime(receive(send()))).status).toBe(200);
    expect(await roomsOf(account)).toContain("frames");
    expect(await factsOf(account)).toEqual(flags.map((flag) => `${FEED}/frame=${now},64x36${flag}`));
  });

  test("and a hook that comes again mends what was missing of it", async () => {
    const { account, receive, send } = await sceneWith("PUT latest", REFUSED_FOR_GOOD);
    await receive(send());
    expect((await receive(send())).status).toBe(200);
    expect(await roomsOf(account)).toEqual(["frames", "latest", "previews"]);
  });
});

describe("where it cannot be known that a frame is kept", () => {
  test("the answer is 503: it is there already, but cannot be looked at", async () => {
    const { account, receive, send } = await sceneWith("HEAD frames", [REFUSED]);
    await receive(send());
    expect((await receive(send())).status).toBe(503);
    expect(await roomsOf(account)).toEqual(["frames", "latest", "previews"]);
  });
});
