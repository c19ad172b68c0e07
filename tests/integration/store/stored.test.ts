// Hooks at the store under test, from the request to the objects. tests/unit/receiver has the rules of hooks.
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { event, FEED, feedsEvent } from "../../support/hook.ts";
import { jpegOf, webpSize } from "../../support/picture.ts";
import { keysOf, logOf, receiver, scene } from "../../support/receiving.ts";
import { storeClient } from "../../support/store-client.ts";

async function getAll(account: string) {
  const { client, bucket } = storeClient();
  const objects = (await keysOf(account)).map(async (key) => {
    const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { ...object, key, bytes: (await object.Body?.transformToByteArray()) ?? new Uint8Array() };
  });
  return Promise.all(objects);
}

test("a thumbnail is answered 200 after its original and its preview are stored, with their headers", async () => {
  const { account, now, receive, send } = scene();
  const body = await jpegOf(960, 540);
  const response = await receive(send({ body }));
  expect([response.status, await response.text()]).toEqual([200, "OK\n"]);

  const [frame, preview, ...others] = await getAll(account);
  const [date = "", time = ""] = new Date(now).toISOString().split("T");
  const [day, minute] = [date.replaceAll("-", ""), time.slice(0, 5).replace(":", "")];
  const hour = `${2_777_777 - Math.floor(now / 3_600_000)}-${day}T${minute.slice(0, 2)}`;
  const headers = { CacheControl: "private, max-age=31536000, immutable" };
  expect(others).toEqual([]);
  expect(frame).toMatchObject({
    key: `log/${day}/${minute}/${time.slice(6, 12)},${account},teststream,${FEED},960x540.jpg`,
    ContentType: "image/jpeg",
    ...headers,
  });
  expect(Buffer.from(body).equals(frame?.bytes ?? Buffer.of())).toBe(true);
  expect(preview).toMatchObject({
    key: `previews/${account}/teststream/${hour}/${9_999_999_999_999 - now},${FEED},960x540.webp`,
    ContentType: "image/webp",
    ...headers,
  });
  expect([frame?.ContentEncoding, preview?.ContentEncoding]).toEqual([undefined, undefined]);
  expect(webpSize(preview?.bytes ?? Buffer.of())).toEqual({ width: 480, height: 270 });
});

test("a thumbnail at two receivers at once is stored once", async () => {
  const { account, receive, send, lines } = scene();
  const other = receiver();
  const receivers = [receive, other.receive, receive, other.receive];
  const answers = await Promise.all(receivers.map((take) => take(send())));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await keysOf(account)).toHaveLength(2);
  const outcomes = [...lines, ...other.lines].map(({ outcome }) => outcome);
  expect(outcomes.toSorted()).toEqual(["duplicate", "duplicate", "duplicate", "stored"]);
});

test("the events of a feed are stored, with its source beside", async () => {
  const { account, now, stream, receive } = scene();
  const started = feedsEvent("started", { streamId: stream, sourceId: "left/1" });
  await receive(event({ body: started }));
  await receive(event({ body: feedsEvent("ended", { streamId: stream, ended: now }) }));
  expect((await logOf(account)).toSorted()).toEqual([
    `${FEED},ended=${now}`,
    `${FEED},started,source=left%2F1`,
  ]);
  expect(await keysOf(account)).toContain(`feeds/${account}/teststream/${FEED},source=left%2F1`);
});
