import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { type NextHandler, render } from "#lib/server/pages/rendering.ts";

const PAGE = { address: "/wall?q=a", headers: { host: "wall.example.com" } };
const HERE = new AbortController().signal;

test("renders the request that it is given, and no other", async () => {
  const seen: unknown[] = [];
  const handle: NextHandler = async (request, response) => {
    seen.push(request.method, request.url, { ...request.headers });
    for await (const chunk of request) seen.push(chunk);
    response.setHeader("Content-Type", "text/html");
    response.writeHead(404);
    response.write("one, ");
    response.end("two");
  };
  const { status, headers, body } = await render(handle, PAGE, HERE);
  expect(seen).toEqual(["GET", PAGE.address, PAGE.headers]);
  expect({ status, body: body.toString() }).toEqual({ status: 404, body: "one, two" });
  expect(headers["content-type"]).toBe("text/html");
});

test("asks nothing to wait for what was written before", async () => {
  const handle: NextHandler = async (_, response) => {
    for (let n = 0; n < 5; n++) if (!response.write(Buffer.alloc(100_000))) await once(response, "drain");
    response.end();
  };
  expect((await render(handle, PAGE, AbortSignal.timeout(2_000))).body).toHaveLength(500_000);
});

test("keeps the body's own blank lines", async () => {
  const handle: NextHandler = (_, response) => Promise.resolve(void response.end("a\r\n\r\nb"));
  expect((await render(handle, PAGE, HERE)).body.toString()).toBe("a\r\n\r\nb");
});

test("closes the connection of a rendering that is stopped", async () => {
  const stop = new AbortController();
  const closed = vi.fn();
  const handle: NextHandler = async (_, response) => {
    response.write("half");
    stop.abort(new Error("all readers have gone"));
    await once(response, "close");
    closed();
  };
  await expect(render(handle, PAGE, stop.signal)).rejects.toThrow("all readers have gone");
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  await expect(render(handle, PAGE, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
});

test("fails with a handler that fails, or breaks the answer off", async () => {
  await expect(render(() => Promise.reject(new Error("no page")), PAGE, HERE)).rejects.toThrow("no page");
  const breaks: NextHandler = (_, response) => Promise.resolve(void response.destroy());
  await expect(render(breaks, PAGE, HERE)).rejects.toThrow("broke off");
});
