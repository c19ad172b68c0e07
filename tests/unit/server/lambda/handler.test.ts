import { describe, expect, test } from "vitest";
import type { LogFields } from "#lib/http/log.ts";
import { createHandler } from "#lib/server/lambda/handler.ts";
import { event, feedsEvent } from "../../../support/hook.ts";
import { EVENT_MAKERS, restApiEvent, sent } from "../../../support/lambda-events.ts";
import { memoryScene } from "../../../support/receiver.ts";

function lambdaScene() {
  const parts = memoryScene();
  const logged: string[] = [];
  const log = (name: string, fields: LogFields) => void logged.push(`${name} ${String(fields.detail)}`);
  return { ...parts, handler: createHandler(parts.receive, log), logged };
}

describe.each(EVENT_MAKERS)("a hook through %s", (_, make) => {
  test("is stored before it is answered", async () => {
    const { now, send, handler, store } = lambdaScene();
    const answer = await handler(make(await sent(send())));
    expect(answer).toMatchObject({ statusCode: 200, body: "OK\n", isBase64Encoded: false });
    expect(store.keys()).toHaveLength(2);
    expect((await handler(make(await sent(send({ time: now + 1_000 }))))).statusCode).toBe(200);
    expect(store.keys()).toHaveLength(4);
  });

  test.each([true, false])("that is an event is stored, its body sent as text: %s", async (asText) => {
    const { stream, now, handler, store } = lambdaScene();
    const body = feedsEvent("ended", { streamId: stream, ended: now });
    const hook = { ...(await sent(event({ body }))), asText };
    expect((await handler(make(hook))).statusCode).toBe(200);
    expect(store.keys()).toContainEqual(expect.stringMatching(`,ended=${now}$`));
  });

  test("that is not signed is rejected as everywhere else", async () => {
    const { send, handler, store } = lambdaScene();
    const answer = await handler(make(await sent(send({ signature: `sha1=${"0".repeat(40)}` }))));
    expect(answer).toMatchObject({
      statusCode: 401,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store, no-transform" },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 401 });
    expect(store.requests).toEqual([]);
  });

  test.each(["Content-Type", "X-Millicast-Signature", "X-Millicast-Feed-Id", "X-Millicast-Timestamp"])(
    "that has %s twice is rejected",
    async (name) => {
      const { send, handler, store } = lambdaScene();
      const hook = await sent(send());
      const again = hook.headers.filter((header) => header[0] === name);
      const { statusCode } = await handler(make({ ...hook, headers: [...hook.headers, ...again] }));
      expect([400, 401, 415]).toContain(statusCode);
      expect(store.keys()).toEqual([]);
    },
  );

  test.each(["GET", "HEAD", "PUT", "OPTIONS"])("with the method %s is rejected", async (method) => {
    const { send, handler } = lambdaScene();
    const answer = await handler(make({ ...(await sent(send())), method }));
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow: "POST" } });
  });
});

test("a picture that a REST API made text of is rejected, and the log says what to set", async () => {
  const { send, handler, logged } = lambdaScene();
  const answer = await handler(restApiEvent({ ...(await sent(send())), asText: true }));
  expect(answer.statusCode).toBe(401);
  expect(logged).toEqual([expect.stringMatching(/^picture-as-text .*declare image\/jpeg binary/)]);
});

test.each([
  ["an HTTP API with format 1.0", 400],
  ["a REST API", 400],
  // These have joined them: the stream is called so.
  ["a Function URL", 200],
  ["an HTTP API", 200],
])("a hook with two streams through %s is answered with %i", async (name, status) => {
  const make = EVENT_MAKERS.find(([known]) => known === name)?.[1] ?? restApiEvent;
  const { send, handler } = lambdaScene();
  const hook = await sent(send());
  for (const again of ["X-Millicast-Stream-Id", "x-millicast-stream-id"]) {
    const headers = [...hook.headers, [again, "ZG6NWV/another"]] as const;
    expect((await handler(make({ ...hook, headers }))).statusCode).toBe(status);
  }
});
