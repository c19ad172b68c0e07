import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { deliver } from "../../../scripts/provider-sim/deliver.ts";

/** Delivers a hook to a server that rejects it with a text. */
async function deliverTo(answer: string) {
  const server = createServer((_, response) => response.writeHead(400).end(answer)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    return await deliver(`http://127.0.0.1:${port}`, { headers: {}, body: new Uint8Array(1) });
  } finally {
    server.close();
  }
}

test.each([
  ["\u009b2J\u202egpj\n", "\\u{9b}2J\\u{202e}gpj"],
  [JSON.stringify({ title: "Bad\u2028", detail: "\x1b[2J" }), "Bad\\u{2028}: \\u{1b}[2J"],
  [JSON.stringify({ title: "x".repeat(1_000_000) }), "x".repeat(200)],
])("a rejection is printed in a few harmless characters", async (answer, why) => {
  expect(await deliverTo(answer)).toMatchObject({ ok: false, status: 400, why });
});
