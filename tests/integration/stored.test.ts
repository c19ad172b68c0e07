import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { FEED } from "../support/hook.ts";
import { jpegOf, SMALL_JPEG, webpSize } from "../support/picture.ts";
import { historyOf, keysOf, logOf, receiver, scene, secretOf, shownOf } from "../support/receiving.ts";
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
  test("is answered 200 after its preview and its original are stored, with the headers of their kind", async () => {
    const { account, now, receive, send } = scene();
    const body = await jpegOf(960, 540);
    const response = await receive(send({ body }));
    expect([response.status, await response.text()]).toEqual([200, "OK\n"]);

    const [frame, preview] = await getAll(account);
    const [date = "", time = ""] = new Date(now).toISOString().split("T");
    const [day, minute] = [date.replaceAll("-", ""), time.slice(0, 5).replace(":", "")];
    const hour = `${2_777_777 - Math.floor(now / 3_600_000)}-${day}T${minute.slice(0, 2)}`;
    expect(await keysOf(account)).toHaveLength(2);
    expect(frame).toMatchObject({
      key: `log/${day}/${minute}/${time.slice(6, 12)},${account},teststream,${FEED},960x540.jpg`,
      ContentType: "image/jpeg",
      CacheControl: CACHE_CONTROL,
    });
    expect(Buffer.from(body).equals(frame?.bytes ?? Buffer.of())).toBe(true);
    expect(preview).toMatchObject({
      key: `previews/${account}/teststream/${hour}/${9_999_999_999_999 - now},${FEED},960x540.webp`,
      ContentType: "image/webp",
      CacheControl: CACHE_CONTROL,
    });
    expect(webpSize(preview?.bytes ?? Buffer.of())).toEqual({ width: 480, height: 270 });
    expect([frame?.ContentEncoding, preview?.ContentEncoding]).toEqual([undefined, undefined]);
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

  test.each([
    ["container1/camera"],
    [".."],
    ["a+b c?d=e&f#g"],
    ["'()*!~"],
    ["100%25"],
    ["K%C3%BCche %F0%9F%8E%A5", "Küche 🎥"],
  ])("may be of a stream called %s", async (name, decoded = name) => {
    const { account, now, receive, send, store } = scene();
    expect((await receive(send({ stream: `${account}/${name}` }))).status).toBe(200);
    const [frame] = await historyOf(account, decoded);
    expect(frame).toMatchObject({ feed: FEED, time: now });
    if (frame === undefined) return;
    for (const kind of ["preview", "original"] as const) {
      const { url } = await store.pictureUrl({ frame, kind }, now);
      expect((await fetch(url)).status).toBe(200);
    }
  });

  test("is not lost to a declared length that is too long", async () => {
    const { account, receive, send } = scene();
    expect((await receive(send({ headers: { "content-length": "4000" } }))).status).toBe(200);
    expect(await keysOf(account)).toHaveLength(2);
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
    expect(await keysOf(account)).toHaveLength(2);
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
    expect(await keysOf(account)).toHaveLength(2);
  });
});

describe("a frame without a preview", () => {
  test("is an original, and an empty entry in the history of its stream", async () => {
    const { account, now, receive, send } = scene({ settings: { previews: false } });
    expect((await receive(send())).status).toBe(200);
    expect(await logOf(account)).toEqual([`${FEED},64x36,bare.jpg`]);
    const [, entry] = await getAll(account);
    expect(entry).toMatchObject({ bytes: new Uint8Array() });
    expect(await historyOf(account)).toMatchObject([{ time: now, isBare: true }]);
  });

  test("is an original alone where streams have no history", async () => {
    const { account, now, receive, send, store } = scene({ settings: { previews: false, index: false } });
    expect((await receive(send())).status).toBe(200);
    expect(await keysOf(account)).toEqual([expect.stringMatching(/^log\/.*,64x36,bare\.jpg$/)]);
    expect(await shownOf(store, account)).toMatchObject([{ feed: FEED, time: now }]);
  });
});
