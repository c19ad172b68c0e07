// Stores that do not honour If-None-Match, which Livewall needs so that no receiver replaces what another has put.
import { afterEach, describe, expect, test } from "vitest";
import { openStore } from "#lib/store/s3-store.ts";
import { frameOf } from "../../support/frames.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { newAccount, newStream, receiverOn } from "../../support/receiver.ts";
import { storeWith } from "../../support/store-client.ts";
import {
  type Asked,
  refusal,
  startStrangeS3,
  type StrangeS3,
  type Strangeness,
} from "../../support/strange-s3.ts";

const inTime = () => AbortSignal.timeout(10_000);
const started: StrangeS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

const KINDS = {
  "ignores it (versitygw#1708)": ({ headers }: Asked) => {
    delete headers["if-none-match"];
    return undefined;
  },
  "answers 501 (walgit#67)": (asked: Asked) =>
    "if-none-match" in asked.headers ? refusal(501, "NotImplemented") : undefined,
  "answers 400": (asked: Asked) =>
    "if-none-match" in asked.headers ? refusal(400, "InvalidArgument") : undefined,
};

async function open(ask: Strangeness["ask"]) {
  const s3 = await startStrangeS3({ ask });
  started.push(s3);
  return { s3, store: openStore(s3.settings) };
}

describe.each(Object.entries(KINDS))("where the store %s", (_what, ask) => {
  test("the first picture of a frame stays", async () => {
    const { store } = await open(ask);
    await store.learnPuts(inTime());
    const frame = frameOf(newAccount());
    const put = (text: string) => store.putOriginal(frame, Buffer.from(text), null, inTime());
    const results = [(await put("one")).result, (await put("other")).result, (await put("one")).result];
    expect(results).toEqual(["stored", "other", "same"]);
    expect(await load(frame)).toBe("one");
  });

  test("one of several hooks at once for the same frame counts", async () => {
    const { store } = await open(ask);
    await store.learnPuts(inTime());
    const frame = frameOf(newAccount());
    const texts = ["a", "b", "c", "d"];
    const results = await Promise.all(
      texts.map((text) => store.putOriginal(frame, Buffer.from(text), null, inTime())),
    );
    const stored = texts.filter((_, n) => results[n]?.result === "stored");
    expect([stored.length, await load(frame)]).toEqual([1, stored[0]]);
  });
});

test("a receiver that may read below log/ and health/ alone replaces nothing, and stores previews and sources", async () => {
  const { store } = await open((asked) => {
    delete asked.headers["if-none-match"];
    const isReadable = /^(log|health)\//.test(asked.key);
    return asked.method === "HEAD" && !isReadable ? { status: 403, body: "" } : undefined;
  });
  await store.learnPuts(inTime());
  const frame = frameOf(newAccount(), { source: "left" });
  for (const text of ["one", "other"]) await store.putPreview(frame, Buffer.from(text), inTime());
  const { url } = await storeWith().pictureUrl({ frame, kind: "preview" }, Date.now());
  expect(await (await fetch(url)).text()).toBe("one");
  await store.putSource(frame.stream, frame.feed, "left", inTime());
  expect(await store.findSource(frame.stream, frame.feed, inTime())).toBe("left");
});

test("a process that may not learn the kind looks first", async () => {
  const { store } = await open((asked) => {
    delete asked.headers["if-none-match"];
    return asked.key.startsWith("health/") ? refusal(403, "AccessDenied") : undefined;
  });
  expect(await store.learnPuts(inTime())).toBe("unknown");
  const frame = frameOf(newAccount());
  const put = (text: string) => store.putOriginal(frame, Buffer.from(text), null, inTime());
  expect([(await put("one")).result, (await put("other")).result]).toEqual(["stored", "other"]);
});

async function load(frame: ReturnType<typeof frameOf>): Promise<string> {
  const { url } = await storeWith().pictureUrl({ frame, kind: "original" }, Date.now());
  return (await fetch(url)).text();
}

test("the start of a receiver tells the kinds apart, with at most five requests", async () => {
  const kinds: string[] = [];
  for (const ask of [() => undefined, ...Object.values(KINDS)]) {
    const { s3, store } = await open(ask);
    kinds.push(await store.learnPuts(inTime()));
    expect(s3.requests.length).toBeLessThanOrEqual(5);
    expect(new Set(s3.requests.map((request) => request.split(" ")[1]))).toEqual(
      new Set(["health/put-once"]),
    );
  }
  expect(kinds).toEqual(["honoured", "ignored", "refused", "refused"]);
});

test("a receiver that has not learned the kind yet stores its first hook where the header is refused", async () => {
  const { store } = await open(KINDS["answers 501 (walgit#67)"]);
  const { send } = newStream();
  const { receive, lines } = receiverOn(store);
  const { status } = await receive(send({ body: SMALL_JPEG }));
  expect([status, lines.map(({ outcome }) => outcome)]).toEqual([200, ["stored"]]);
});

test("a hook that comes while the kind is being learned replaces nothing", async () => {
  const release = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  const { store } = await open(async (request) => {
    delete request.headers["if-none-match"];
    if (request.key.startsWith("health/")) {
      asked.resolve(undefined);
      await release.promise;
    }
    return undefined;
  });
  const learned = store.learnPuts(inTime());
  await asked.promise;
  const frame = frameOf(newAccount());
  const put = (text: string) => store.putOriginal(frame, Buffer.from(text), null, inTime());
  expect([(await put("one")).result, (await put("other")).result]).toEqual(["stored", "other"]);
  release.resolve(undefined);
  expect(await learned).toBe("ignored");
});

test("a store that has honoured the header is not asked without it, whatever it answers later", async () => {
  let isStrange = false;
  const { s3, store } = await open(({ headers }) =>
    isStrange && "if-none-match" in headers ? refusal(400, "InvalidArgument") : undefined,
  );
  await store.learnPuts(inTime());
  isStrange = true;
  const put = store.putOriginal(frameOf(newAccount()), Buffer.from("one"), null, inTime());
  await expect(put).rejects.toThrow("put failed: InvalidArgument");
  expect(s3.requests.filter((request) => request.startsWith("HEAD"))).toEqual([]);
});
