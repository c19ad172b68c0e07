import { describe, expect, test } from "vitest";
import type { LogFields } from "#lib/http/log.ts";
import { createHandler } from "#lib/server/lambda/handler.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { EVENT_MAKERS, restApiEvent, sent } from "../support/lambda-events.ts";
import { keysOf, logOf, scene } from "../support/receiving.ts";

function lambdaScene() {
  const parts = scene();
  const logged: string[] = [];
  const log = (name: string, fields: LogFields) => void logged.push(`${name} ${String(fields.detail)}`);
  return { ...parts, handler: createHandler(parts.receive, log), logged };
}

describe.each(EVENT_MAKERS)("a hook through %s", (_, make) => {
  test("is stored, with nothing left to do once it is answered", async () => {
    const { account, now, send, handler } = lambdaScene();
    const answer = await handler(make(await sent(send())));
    expect(answer).toMatchObject({ statusCode: 200, body: "OK\n", isBase64Encoded: false });
    expect(await keysOf(account)).toHaveLength(2);
    const later = await sent(send({ time: now + 1_000 }));
    expect((await handler(make(later))).statusCode).toBe(200);
    expect(await logOf(account)).toEqual([`${FEED},64x36.jpg`, `${FEED},64x36.jpg`]);
  });

  test.each([true, false])("that is an event is stored, its body sent as text: %s", async (asText) => {
    const { account, stream, handler } = lambdaScene();
    const body = feedsEvent("ended", {
      accountId: account,
      name: "teststream",
      streamId: stream,
      ended: 1700000000000,
    });
    const hook = { ...(await sent(event({ body }))), asText };
    expect((await handler(make(hook))).statusCode).toBe(200);
    expect(await logOf(account)).toEqual([`${FEED},ended=1700000000000`]);
  });

  test("that is not signed is refused as everywhere else", async () => {
    const { account, send, handler } = lambdaScene();
    const answer = await handler(make(await sent(send({ signature: `sha1=${"0".repeat(40)}` }))));
    expect(answer).toMatchObject({
      statusCode: 401,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store, no-transform" },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 401 });
    expect(await keysOf(account)).toEqual([]);
  });

  test("with a header that came twice is refused", async () => {
    const { send, handler } = lambdaScene();
    const hook = await sent(send());
    const headers = [...hook.headers, ["X-Millicast-Feed-Id", "another"]] as const;
    expect((await handler(make({ ...hook, headers }))).statusCode).toBe(400);
  });

  test.each(["GET", "HEAD", "PUT", "OPTIONS"])("with the method %s is refused", async (method) => {
    const { send, handler } = lambdaScene();
    const answer = await handler(make({ ...(await sent(send())), method }));
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow: "POST" } });
  });
});

describe("a picture that a REST API made text of", () => {
  test("is refused, and the log says what to set", async () => {
    const { send, handler, logged } = lambdaScene();
    const answer = await handler(restApiEvent({ ...(await sent(send())), asText: true }));
    expect(answer.statusCode).toBe(401);
    expect(logged).toEqual([expect.stringMatching(/^picture-as-text .*declare image\/jpeg binary/)]);
  });
});
