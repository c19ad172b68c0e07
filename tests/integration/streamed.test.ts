import { describe, expect, test } from "vitest";
import { SMALL_JPEG } from "../support/picture.ts";
import { answerOf, keysOf, scene } from "../support/receiving.ts";

const MEGABYTE = 1_000_000;

describe("a body that comes as a stream, without a length,", () => {
  const streamed = (request: Request, source: UnderlyingDefaultSource<Uint8Array>) =>
    new Request(request, {
      body: new ReadableStream(source, { highWaterMark: 0 }),
      duplex: "half",
    } as RequestInit);

  test("is stored when it is whole", async () => {
    const { account, receive, send } = scene();
    const halves = [SMALL_JPEG.slice(0, 100), SMALL_JPEG.slice(100)];
    const source: UnderlyingDefaultSource<Uint8Array> = {
      pull(controller) {
        const half = halves.shift();
        if (half === undefined) controller.close();
        else controller.enqueue(half);
      },
    };
    expect((await receive(streamed(send(), source))).status).toBe(200);
    expect(await keysOf(account)).toHaveLength(2);
  });

  test("is refused once it is too large, and read no further: 413", async () => {
    const { account, receive, send } = scene();
    let pulled = 0;
    const source: UnderlyingDefaultSource<Uint8Array> = {
      pull: (controller) => controller.enqueue(new Uint8Array(MEGABYTE).fill(pulled++)),
    };
    expect(await answerOf(await receive(streamed(send(), source)))).toMatchObject({ status: 413 });
    expect(pulled).toBe(5);
    expect(await keysOf(account)).toEqual([]);
  });

  test("is refused when it breaks off: 400", async () => {
    const { account, receive, send, lines } = scene();
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => controller.enqueue(SMALL_JPEG.slice(0, 100)),
      pull: (controller) => controller.error(new Error("aborted")),
    };
    expect(await answerOf(await receive(streamed(send(), source)))).toEqual({
      status: 400,
      type: "application/problem+json",
      body: { title: "The body broke off", status: 400 },
    });
    expect(lines).toMatchObject([{ outcome: "broken", status: 400 }]);
    expect(await keysOf(account)).toEqual([]);
  });
});
