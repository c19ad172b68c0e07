import { describe, expect } from "vitest";
import { parseStreamPattern } from "#lib/provider/stream-pattern.ts";
import { newSecret } from "../../scripts/provider-sim/account.ts";
import { test } from "../support/examining.ts";

describe("the public address", () => {
  test.for<[string, number, Record<string, string>, string]>([
    ["leads elsewhere", 308, { location: "/login" }, "address-redirects"],
    ["wants a log-in", 401, { "content-type": "text/html" }, "address-protected"],
    ["is behind a firewall", 403, { "content-type": "text/html" }, "address-protected"],
    ["is somebody else's", 404, { "content-type": "text/html" }, "address-other"],
    ["is a proxy before nothing", 502, { "content-type": "text/html" }, "address-unreachable"],
  ])("%s", async ([, status, headers, code], { scene }) => {
    scene.app.front = (request, response) =>
      void request.resume().on("end", () => response.writeHead(status, headers).end());
    const run = await scene.doctor();
    expect(run.codes).toContain(code);
    expect(run.code).toBe(1);
  });

  test("has nobody there", async ({ scene }) => {
    expect((await scene.doctor(["--url", "http://localhost:1"])).codes).toContain("address-unreachable");
  });

  test("runs with another secret", async ({ scene }) => {
    scene.app.accept([newSecret()]);
    expect((await scene.doctor()).codes).toContain("self-test-secret");
  });

  test("takes only some streams, of which none is the doctor's", async ({ scene }) => {
    const only = parseStreamPattern("ZG6NWV/stage");
    const url = await scene.replaceApp({
      store: { bucket: scene.bucket },
      settings: { streams: only === null ? [] : [only] },
    });
    const { code, codes } = await scene.doctor(["--url", url]);
    expect(codes).toContain("self-test-streams");
    expect(code).toBe(1);
    expect(codes).toContain("webhook-missing");
  });

  test("stores elsewhere, or nowhere", async ({ scene }) => {
    const url = await scene.replaceApp({ store: { endpoint: "http://127.0.0.1:1" } });
    expect((await scene.doctor(["--url", url])).codes).toContain("self-test-store");
  });

  test("acknowledges what it never stores", async ({ scene }) => {
    scene.app.front = (request, response) => {
      const isSigned = request.headers["x-millicast-signature"] !== undefined;
      const status = isSigned ? 200 : 401;
      request
        .resume()
        .on("end", () => response.writeHead(status, { "content-type": "application/problem+json" }).end());
    };
    expect((await scene.doctor()).codes).toContain("self-test-lost");
  });
});
