import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFaultProxy, type Fault, type FaultProxy } from "../../../scripts/faults/proxy.ts";

let store: Server;
let proxy: FaultProxy;
let reached: number;

beforeEach(async () => {
  reached = 0;
  store = createServer((request, response) => {
    void buffer(request).then(({ length }) => {
      reached += 1;
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

async function put(bytes = 10, patienceMs = 5_000): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${proxy.port}/`, {
    method: "PUT",
    body: new Uint8Array(bytes),
    signal: AbortSignal.timeout(patienceMs),
  });
  return `${response.status} ${(await response.text()).trim()}`;
}

const under = (fault: Fault) => proxy.set(fault);

describe("a network in which", () => {
  test("nothing goes wrong passes everything on", async () => {
    expect(await put(300_000)).toBe("200 stored 300000");
  });

  test("everything takes longer passes everything on, later", async () => {
    under({ kind: "latency", ms: 150 });
    const started = performance.now();
    expect(await put()).toBe("200 stored 10");
    expect(performance.now() - started).toBeGreaterThanOrEqual(290);
  });

  test("the line is narrow passes everything on, at its pace", async () => {
    under({ kind: "bandwidth", bytesPerSecond: 200_000 });
    const started = performance.now();
    expect(await put(100_000)).toBe("200 stored 100000");
    expect(performance.now() - started).toBeGreaterThanOrEqual(450);
  });

  test.each<[string, Fault]>([
    ["connections are reset at once", { kind: "reset", afterBytes: 0 }],
    ["connections are reset in the middle", { kind: "reset", afterBytes: 50_000 }],
    ["connections are half closed", { kind: "half-close" }],
  ])("%s, a request breaks", async (_what, fault) => {
    under(fault);
    await expect(put(100_000)).rejects.toThrow("fetch failed");
  });

  test("nothing is answered, a request waits, and the store never hears of it", async () => {
    under({ kind: "hang" });
    await expect(put(10, 300)).rejects.toThrow("timeout");
    expect(reached).toBe(0);
  });

  test("answers stop in the middle, the store has done its work", async () => {
    under({ kind: "hang-mid-answer", afterBytes: 40 });
    await expect(put(10, 2_000)).rejects.toThrow("timeout");
    expect(reached).toBe(1);
  });

  test("one request of two is refused, the other is passed on", async () => {
    under({ kind: "answer", status: 503, body: "busy", oneOf: 2 });
    expect(await put()).toBe("200 stored 10");
    expect(await put()).toBe("503 busy");
    expect(await put()).toBe("200 stored 10");
    expect(reached).toBe(2);
  });

  test("it is over is as before, for new connections", async () => {
    under({ kind: "hang" });
    await expect(put(10, 300)).rejects.toThrow("timeout");
    under({ kind: "none" });
    expect(await put()).toBe("200 stored 10");
  });
});
