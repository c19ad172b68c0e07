import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openConnection } from "../../../scripts/faults/connection.ts";

const REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

async function connectTo(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const connection = openConnection((server.address() as AddressInfo).port, new AbortController().signal);
  onTestFinished(() => {
    connection.close();
    server.close();
  });
  return connection;
}

test("sends requests on one connection, and sees where each answer ends", async () => {
  const bodies = ["with a length", "", "in chunks", "0\r\n\r\n", "refused"];
  let turn = 0;
  const connection = await connectTo((_, response) => {
    const body = bodies[turn++] ?? "";
    if (body === "with a length") response.setHeader("Content-Length", body.length).end(body);
    else if (body === "") response.writeHead(304).end();
    else if (body === "refused") response.writeHead(503, { "Retry-After": 2 }).end(body);
    else {
      response.write(body);
      setImmediate(() => response.end("the end"));
    }
  });
  const replies = [];
  while (replies.length < bodies.length) replies.push(await connection.send(REQUEST));
  expect(replies.map(({ status }) => status)).toEqual([200, 304, 200, 200, 503]);
  expect(replies.map(({ retryAfter }) => retryAfter)).toEqual([null, null, null, null, 2]);
  for (const { bytes } of replies) expect(bytes).toBeGreaterThan(50);
  expect(connection.isOpen()).toBe(true);
});

test("closes a connection whose server wants it closed", async () => {
  const connection = await connectTo((_, response) => response.setHeader("Connection", "close").end("bye"));
  await expect(connection.send(REQUEST)).resolves.toMatchObject({ status: 200 });
  expect(connection.isOpen()).toBe(false);
});

test("fails if the connection ends before the whole answer", async () => {
  const connection = await connectTo((_, response) => {
    response.writeHead(200, { "Content-Length": 100 }).write("a part");
    setImmediate(() => response.destroy());
  });
  await expect(connection.send(REQUEST)).rejects.toThrow("ended before its answer");
});
