import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Fault, type FaultProxy, startFaultProxy } from "../../../scripts/faults/proxy.ts";

let store: Server;
let proxy: FaultProxy;
let received: number;

beforeEach(async () => {
  received = 0;
  store = createServer((request, response) => {
    void buffer(request).then(({ length }) => {
      received += 1;
      response.end(`stored ${length}${" ".repeat(1_000)}`);
    });
  }).listen(0, "127.0.0.1");
  await once(store, "listening");
  proxy = await startFaultProxy((store.address() as AddressInfo).port);
});
afterEach(async () => {
  await proxy.stop();
  store.close();
  store.closeAllConnections();
});

async function put(fault: Fault, bytes = 10, signal = AbortSignal.timeout(30_000)): Promise<string> {
  proxy.set(fault);
  const url = `http://127.0.0.1:${proxy.port}/`;
  const response = await fetch(url, { method: "PUT", body: new Uint8Array(bytes), signal });
  return `${response.status} ${(await response.text()).trim()}`;
}

test.each<[string, Fault, number]>([
  ["latency", { kind: "latency", ms: 150 }, 290],
  ["a narrow line", { kind: "bandwidth", bytesPerSecond: 200_000 }, 450],
])("delays requests by %s", async (_, fault, ms) => {
  const started = performance.now();
  expect(await put(fault, 100_000)).toBe("200 stored 100000");
  expect(performance.now() - started).toBeGreaterThanOrEqual(ms);
});

test.each<[string, Fault]>([
  ["reset at once", { kind: "reset", afterBytes: 0 }],
  ["reset in the middle", { kind: "reset", afterBytes: 50_000 }],
  ["half closed", { kind: "half-close" }],
])("breaks requests on connections that are %s", async (_, fault) => {
  await expect(put(fault, 100_000)).rejects.toThrow("fetch failed");
});

test.each<[string, Fault, number]>([
  ["before the store", { kind: "hang" }, 0],
  ["within the answer", { kind: "hang-mid-answer", afterBytes: 40 }, 1],
])("hangs %s, and recovers for new connections", async (_, fault, requests) => {
  const stopping = new AbortController();
  const hanging = put(fault, 10, stopping.signal).catch(() => "aborted");
  await expect.poll(() => received, { timeout: 20_000 }).toBe(requests);
  expect(await Promise.race([hanging, delay(100, "nothing")])).toBe("nothing");
  stopping.abort();
  expect([await hanging, received]).toEqual(["aborted", requests]);
  expect(await put({ kind: "none" }, 300_000)).toBe("200 stored 300000");
});

test("answers one request of two itself", async () => {
  const fault: Fault = { kind: "answer", status: 503, body: "busy", oneOf: 2 };
  expect([await put(fault), await put(fault)]).toEqual(["200 stored 10", "503 busy"]);
  expect(received).toBe(1);
});
