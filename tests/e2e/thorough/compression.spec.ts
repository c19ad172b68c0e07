import { request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

/** As it travels: a browser's own functions would show it decoded. */
async function encodingOf(url: string, accepted: string): Promise<string | undefined> {
  const sent = request(url, { headers: { "accept-encoding": accepted } }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const body = await buffer(answer);
  expect(answer.statusCode).toBe(200);
  const encoding = answer.headers["content-encoding"];
  // Compressed once, and not once more on its way.
  const text = (encoding === "gzip" ? gunzipSync(body) : body).toString();
  expect(text).toMatch(/^(?:<!DOCTYPE html>|\{")/);
  return encoding;
}

test("pages and polls travel compressed, and plainly to who cannot decode", async ({ app }) => {
  // What is small is not worth it: a wall of three tiles is not.
  for (const name of ["one", "two", "three"]) await new Publisher(app, `compressed ${name}`).frame("gold");
  const poll = expect.poll(() => encodingOf(`${app.url}/api/feeds`, "gzip"));
  await poll.toBe("gzip");
  for (const address of ["/", "/wall", "/feed?stream=ZG6NWV%2Fcompressed+one", "/api/feeds"]) {
    expect(await encodingOf(app.url + address, "gzip"), address).toBe("gzip");
    expect(await encodingOf(app.url + address, "identity"), address).toBeUndefined();
  }
});

test("what a hook is answered is not worth a gzip stream, and is sent plainly", async ({ app }) => {
  const taken = await new Publisher(app, "answered").frame("gold");
  const refused = await fetch(`${app.url}/api/thumbnails`, { method: "POST" });
  expect([taken.status, refused.status]).toEqual([200, 415]);
  for (const { headers } of [taken, refused]) expect(headers.get("content-encoding")).toBeNull();
});
