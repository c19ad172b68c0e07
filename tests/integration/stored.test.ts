import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { FEED } from "../support/hook.ts";
import { jpegOf, SMALL_JPEG, webpSize } from "../support/picture.ts";
import { factsOf, keysOf, receiver, scene, secretOf } from "../support/receiving.ts";
import { storeClient } from "../support/store-client.ts";

const CACHE_CONTROL = "private, max-age=31536000, immutable";
const OTHER_JPEG = await jpegOf(80, 60);

async function getAll(account: string) {
  const { client, bucket } = storeClient();
  const objects = (await keysOf(account)).map(async (key) => {
    const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { ...object, key, bytes: (await object.Body?.transformToByteArray()) ?? new Uint8Array() };
  });
  return Promise.all(objects);
}

describe("a thumbnail that is taken", () => {
  test("is answered 200, after its frame, preview and fact are stored, with the headers of their kind", async () => {
    const { account, now, receive, send } = scene();
    const body = await jpegOf(960, 540);
    const response = await receive(send({ body }));
    expect([response.status, await response.text()]).toEqual([200, "OK\n"]);

    const [frame, fact, preview] = await getAll(account);
    const utc = new Date(now).toISOString().replaceAll(/[-:]/g, "");
    const name = `${account}/teststream/${9_999_999_999_999 - now}-${utc}-${FEED}`;
    expect(await keysOf(account)).toHaveLength(3);
    expect(frame).toMatchObject({
      key: `frames/${name}.jpg`,
      ContentType: "image/jpeg",
      CacheControl: CACHE_CONTROL,
    });
    expect(Buffer.from(body).equals(frame?.bytes ?? Buffer.of())).toBe(true);
    expect(preview).toMatchObject({
      key: `previews/${name}.webp`,
      ContentType: "image/webp",
      CacheControl: CACHE_CONTROL,
    });
    expect(webpSize(preview?.bytes ?? Buffer.of())).toEqual({ width: 480, height: 270 });
    expect(fact).toMatchObject({
      key: `latest/${account}/teststream/${FEED}/frame=${now},960x540`,
      bytes: new Uint8Array(),
    });
    expect([frame?.ContentEncoding, preview?.ContentEncoding, fact?.ContentEncoding]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("is one log line, without the signature", async () => {
    const { account, now, receive, send, lines } = scene();
    await receive(send());
    expect(lines).toEqual([
      {
        event: "hook",
        outcome: "stored",
        status: 200,
        bytes: SMALL_JPEG.byteLength,
        signedBySecret: 1,
        stream: `${account}/teststream`,
        feed: FEED,
        generated: new Date(now).toISOString(),
        delivered: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
        durationMs: expect.any(Number) as unknown,
        detail: undefined,
      },
    ]);
  });

  test("may come with parameters and capitals in its type", async () => {
    const { receive, send } = scene();
    expect((await receive(send({ contentType: "Image/JPEG; charset=x" }))).status).toBe(200);
  });

  test("may be signed with an older secret, and the log tells with which", async () => {
    const older = Buffer.from("an older secret").toString("base64");
    const newer = Buffer.from("a newer secret").toString("base64");
    const { receive, send, lines } = scene({ settings: { secrets: [secretOf(newer), secretOf(older)] } });
    expect((await receive(send({ secret: older }))).status).toBe(200);
    expect(lines).toMatchObject([{ outcome: "stored", signedBySecret: 2 }]);
  });

  test.each(["container1/camera", "..", "a+b c?d=e&f#g", "'()*!~", "100%25", "K%C3%BCche %F0%9F%8E%A5"])(
    "may be of a stream called %s",
    async (name) => {
      const { account, now, receive, send, store } = scene();
      expect((await receive(send({ stream: `${account}/${name}` }))).status).toBe(200);
      expect(await keysOf(account)).toHaveLength(3);
      const facts = await store.listFacts("all", AbortSignal.timeout(10_000));
      const [fact] = facts.filter(({ stream }) => stream.account === account);
      const stream = fact?.stream ?? { account, name: "" };
      const { url } = await store.pictureUrl(
        { frame: { stream, feed: FEED, time: now }, kind: "preview" },
        now,
      );
      expect((await fetch(url)).status).toBe(200);
    },
  );

  test("is not lost to a declared length that is too long", async () => {
    const { account, receive, send } = scene();
    expect((await receive(send({ headers: { "content-length": "4000" } }))).status).toBe(200);
    expect(await keysOf(account)).toHaveLength(3);
  });
});

describe("a thumbnail that comes twice", () => {
  test("is answered 200 again and stored once", async () => {
    const { account, receive, send, lines } = scene();
    await receive(send());
    const keys = await keysOf(account);
    expect((await receive(send())).status).toBe(200);
    expect(await keysOf(account)).toEqual(keys);
    expect(lines).toMatchObject([{ outcome: "stored" }, { outcome: "duplicate", status: 200 }]);
  });

  test("at two receivers at once is stored once", async () => {
    const { account, receive, send, lines } = scene();
    const other = receiver();
    const answers = await Promise.all([
      receive(send()),
      other.receive(send()),
      receive(send()),
      other.receive(send()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await keysOf(account)).toHaveLength(3);
    const outcomes = [...lines, ...other.lines].map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(["duplicate", "duplicate", "duplicate", "stored"]);
  });

  test("with another picture is a conflict, and the first picture stays", async () => {
    const { account, receive, send, lines } = scene();
    await receive(send());
    const response = await receive(send({ body: OTHER_JPEG }));
    expect(response.status).toBe(200);
    expect(lines).toMatchObject([{ outcome: "stored" }, { outcome: "conflict", status: 200 }]);
    const [frame] = await getAll(account);
    expect(Buffer.from(SMALL_JPEG).equals(frame?.bytes ?? Buffer.of())).toBe(true);
    expect(await keysOf(account)).toHaveLength(3);
  });
});

describe("with previews off", () => {
  test("the original is stored alone, and its fact says so", async () => {
    const { account, now, receive, send } = scene({ settings: { previews: false } });
    expect((await receive(send())).status).toBe(200);
    expect(await factsOf(account)).toEqual([`${FEED}/frame=${now},64x36,original`]);
    expect((await keysOf(account)).filter((key) => key.startsWith("previews/"))).toEqual([]);
  });
});
