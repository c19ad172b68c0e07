import { describe, expect, test } from "vitest";
import { isPictureAsText, parseHttpEvent, toRequest } from "#lib/server/lambda/http-event.ts";
import { EVENT_MAKERS, functionUrlEvent, restApiEvent } from "../../../support/lambda-events.ts";

const requestFrom = (event: object) => toRequest(parseHttpEvent(JSON.parse(JSON.stringify(event))));
const JPEG_TYPE = ["Content-Type", "image/jpeg"] as const;

describe.each(EVENT_MAKERS)("the request of %s", (_, make) => {
  test("has the bytes of any body", async () => {
    const body = Uint8Array.from({ length: 256 }, (_, n) => n);
    const request = requestFrom(make({ headers: [JPEG_TYPE], body }));
    expect(new Uint8Array(await request.arrayBuffer())).toEqual(body);
  });

  test("has the bytes of a body that came as text", async () => {
    const body = new TextEncoder().encode('{"name":"Küche 🎥"}');
    const request = requestFrom(make({ headers: [], body, asText: true }));
    expect(new Uint8Array(await request.arrayBuffer())).toEqual(body);
  });

  test("has the headers in any case", () => {
    const headers = [JPEG_TYPE, ["X-Millicast-Feed-Id", "feed"]] as const;
    const request = requestFrom(make({ headers, body: new Uint8Array() }));
    expect([request.method, request.headers.get("content-type")]).toEqual(["POST", "image/jpeg"]);
    expect(request.headers.get("x-millicast-feed-id")).toBe("feed");
  });

  test("joins the values of a repeated header", () => {
    const headers = ["one", "two"].map((value) => ["X-Forwarded-For", value] as const);
    const request = requestFrom(make({ headers, body: new Uint8Array() }));
    expect(request.headers.get("x-forwarded-for")).toMatch(/^one, ?two$/);
  });

  test("has one character per byte outside ASCII", () => {
    const name = "ZG6NWV/Küche 🎥";
    const request = requestFrom(make({ headers: [["X-Millicast-Stream-Id", name]], body: new Uint8Array() }));
    const header = request.headers.get("x-millicast-stream-id") ?? "";
    expect(Buffer.from(header, "latin1").toString("utf8")).toBe(name);
  });

  test("leaves out malformed headers", () => {
    const headers = [["X-Broken", "a\r\nX-Millicast-Feed-Id: b"], ["No name", "c"], JPEG_TYPE] as const;
    const request = requestFrom(make({ headers, body: new Uint8Array() }));
    const read = ["x-broken", "x-millicast-feed-id", "content-type"].map((name) => request.headers.get(name));
    expect(read).toEqual([null, null, "image/jpeg"]);
  });
});

describe("an event", () => {
  test("may lack headers and body", async () => {
    const request = requestFrom({ httpMethod: "POST", headers: null, multiValueHeaders: null, body: null });
    expect([[...request.headers.keys()], await request.text()]).toEqual([[], ""]);
  });

  test.each([
    ["nothing", null],
    ["the console's test event", { key1: "value1", key2: "value2", key3: "value3" }],
    ["a queue", { Records: [{ messageId: "1", body: "x", eventSource: "aws:sqs" }] }],
    ["a body that is a number", { httpMethod: "POST", body: 5 }],
    ["an unknown version", { version: "3.0", requestContext: { http: { method: "POST" } } }],
  ])("of %s is an error", (_, event) => {
    expect(() => parseHttpEvent(event)).toThrow("no event of a Function URL, an HTTP API or a REST API");
  });

  test("tells that a picture came as text", () => {
    const picture = { headers: [JPEG_TYPE], body: Uint8Array.from([0xff, 0xd8, 0xff]) };
    const judge = (event: object) => isPictureAsText(parseHttpEvent(event));
    expect(judge(restApiEvent({ ...picture, asText: true }))).toBe(true);
    expect(judge(restApiEvent(picture))).toBe(false);
    expect(judge(functionUrlEvent({ headers: [], body: picture.body, asText: true }))).toBe(false);
  });
});
