import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPictureAsText, parseHttpEvent, toRequest } from "#lib/server/lambda/http-event.ts";
import { EVENT_MAKERS, functionUrlEvent, restApiEvent } from "../../../support/lambda-events.ts";

const requestFrom = (event: object) => toRequest(parseHttpEvent(JSON.parse(JSON.stringify(event))));
const JPEG_TYPE = ["Content-Type", "image/jpeg"] as const;

describe.each(EVENT_MAKERS)("the request of %s", (_, make) => {
  test("has the bytes that were sent, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (body) => {
        const request = requestFrom(make({ headers: [JPEG_TYPE], body }));
        expect(new Uint8Array(await request.arrayBuffer())).toEqual(new Uint8Array(body));
      }),
    );
  });

  test("has the bytes of a body that was text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        const body = new TextEncoder().encode(text);
        const request = requestFrom(make({ headers: [], body, asText: true }));
        expect(await request.text()).toBe(text);
      }),
    );
  });

  test("has its headers, in whatever case", () => {
    const headers = [JPEG_TYPE, ["X-Millicast-Feed-Id", "feed"]] as const;
    const request = requestFrom(make({ headers, body: new Uint8Array() }));
    expect([request.method, request.headers.get("content-type")]).toEqual(["POST", "image/jpeg"]);
    expect(request.headers.get("x-millicast-feed-id")).toBe("feed");
  });

  test("has a repeated header with all its values, so that none of them counts alone", () => {
    const twice = [
      ["X-Millicast-Feed-Id", "one"],
      ["X-Millicast-Feed-Id", "two"],
    ] as const;
    const request = requestFrom(make({ headers: twice, body: new Uint8Array() }));
    expect(request.headers.get("x-millicast-feed-id")).toMatch(/^one, ?two$/);
  });

  test("has names outside ASCII as Node's own server hands them over", () => {
    const name = "ZG6NWV/Küche 🎥";
    const request = requestFrom(make({ headers: [["X-Millicast-Stream-Id", name]], body: new Uint8Array() }));
    const header = request.headers.get("x-millicast-stream-id") ?? "";
    expect(Buffer.from(header, "latin1").toString("utf8")).toBe(name);
  });

  test("leaves out what cannot be a header", () => {
    const headers = [["X-Broken", "a\r\nX-Millicast-Feed-Id: b"], ["No name", "c"], JPEG_TYPE] as const;
    const request = requestFrom(make({ headers, body: new Uint8Array() }));
    expect([request.headers.get("x-broken"), request.headers.get("x-millicast-feed-id")]).toEqual([
      null,
      null,
    ]);
    expect(request.headers.get("content-type")).toBe("image/jpeg");
  });
});

describe("an event", () => {
  test("may lack its headers and its body", async () => {
    const request = requestFrom({ httpMethod: "POST", headers: null, multiValueHeaders: null, body: null });
    expect([[...request.headers.keys()], await request.text()]).toEqual([[], ""]);
  });

  test.each([
    ["nothing", null],
    ["the console's test event", { key1: "value1", key2: "value2", key3: "value3" }],
    ["a queue's", { Records: [{ messageId: "1", body: "x", eventSource: "aws:sqs" }] }],
    ["one whose body is no text", { httpMethod: "POST", body: 5 }],
    ["one of a version that nobody knows", { version: "3.0", requestContext: { http: { method: "POST" } } }],
  ])("that is %s is an error", (_, event) => {
    expect(() => parseHttpEvent(event)).toThrow("no event of a Function URL, an HTTP API or a REST API");
  });

  test("tells when a picture was made text of", () => {
    const picture = { headers: [JPEG_TYPE], body: Uint8Array.from([0xff, 0xd8, 0xff]) };
    const judge = (event: object) => isPictureAsText(parseHttpEvent(event));
    expect(judge(restApiEvent({ ...picture, asText: true }))).toBe(true);
    expect(judge(restApiEvent(picture))).toBe(false);
    expect(judge(functionUrlEvent({ headers: [], body: picture.body, asText: true }))).toBe(false);
  });
});
