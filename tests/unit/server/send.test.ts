import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { createBodies } from "#lib/server/bodies.ts";
import { createListener } from "#lib/server/listener.ts";

afterEach(() => void vi.useRealTimers());

/** A hook whose body has begun, and never ends. */
async function beginHook(refused: Promise<Response>) {
  const begun = Promise.withResolvers<null>();
  const answer = () => {
    begun.resolve(null);
    return refused;
  };
  const listener = createListener({
    routes: { "/api/thumbnails": { method: "POST", answer } },
    wall: null,
    toBody: createBodies(),
    onAnswer: () => undefined,
    onError: (error) => expect.unreachable(String(error)),
  });
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  socket.write("POST /api/thumbnails HTTP/1.1\r\nHost: livewall\r\nContent-Length: 100\r\n\r\nbegin");
  await begun.promise;
  return socket;
}

test.each([
  ["a hook whose body is too slow is refused at once", 408, 10_000, 0],
  ["a hook that found no room is refused within five seconds of its arrival", 503, 2_000, 3_000],
  ["a hook that is not signed is refused within five seconds of its arrival", 401, 0, 5_000],
])("%s", async (_, status, refusedAfterMs, answeredAfterMs) => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  const { promise, resolve } = Promise.withResolvers<Response>();
  const socket = await beginHook(promise);
  await vi.advanceTimersByTimeAsync(refusedAfterMs);
  const answered = once(socket, "data") as Promise<[Buffer]>;
  resolve(new Response("refused", { status }));
  // The answer is compressed, or not, by then.
  for (let round = 0; round < 10; round += 1) await new Promise(setImmediate);
  await vi.advanceTimersByTimeAsync(answeredAfterMs);
  expect((await answered)[0].toString("latin1", 0, 12)).toBe(`HTTP/1.1 ${status}`);
});
