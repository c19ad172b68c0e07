import { afterEach, beforeEach, expect, test } from "vitest";
import { parseStreamPattern } from "#lib/provider/stream-pattern.ts";
import { StoreError } from "#lib/store/store.ts";
import { newSecret } from "../../../../scripts/provider-sim/account.ts";
import { type Deployment, openDeployment } from "../../../support/examining.ts";
import { createMemoryStore } from "../../../support/memory-store.ts";
import { startReceiverServer } from "../../../support/receiver-server.ts";

/** The doctor gets no bucket. */
const NO_BUCKET = { AWS_S3_BUCKET_NAME: "" };

let scene: Deployment;
beforeEach(async () => {
  scene = await openDeployment(createMemoryStore());
});
afterEach(() => scene.close());

test("passes an app that accepts a signed hook", async () => {
  const { out, codes } = await scene.doctor([], NO_BUCKET);
  expect(out).toMatch(/^ok {4}address .*\nok {4}self-test +a signed hook was accepted/m);
  expect(codes).not.toContain("webhook-missing");
});

test.each<[number, Record<string, string>, string]>([
  [308, { location: "/login" }, "address-redirects"],
  [401, { "content-type": "text/html" }, "address-protected"],
  [403, { "content-type": "text/html" }, "address-protected"],
  [404, { "content-type": "text/html" }, "address-other"],
  [502, { "content-type": "text/html" }, "address-unreachable"],
])("takes an answer of %i with %j for %s", async (status, headers, code) => {
  scene.app.front = (request, response) =>
    void request.resume().on("end", () => response.writeHead(status, headers).end());
  expect((await scene.doctor([], NO_BUCKET)).codes).toContain(code);
});

test("finds that nothing answers", async () => {
  const { codes } = await scene.doctor(["--url", "http://localhost:1"], NO_BUCKET);
  expect(codes).toEqual(expect.arrayContaining(["address-unreachable", "webhook-missing"]));
});

test.each([
  [300_000, "300 s ahead of this machine's"],
  [-900_000, "900 s behind this machine's"],
])("finds an app whose clock is %i ms ahead, and tests it by its own clock", async (aheadMs, words) => {
  scene.app.aheadMs = aheadMs;
  const { out, codes } = await scene.doctor([], NO_BUCKET);
  expect(codes).toContain("clock-differs");
  expect(out).toContain(words);
  // The receiver's clock is this machine's, so only a hook of the app's time is rejected.
  expect(codes).toContain("self-test-clock");
});

test("takes clocks that differ by seconds for equal", async () => {
  scene.app.aheadMs = 15_000;
  expect((await scene.doctor([], NO_BUCKET)).codes).not.toContain("clock-differs");
});

test("finds that the app has another secret", async () => {
  scene.app.accept([newSecret()]);
  expect((await scene.doctor([], NO_BUCKET)).codes).toContain("self-test-secret");
});

test("finds that the app accepts only other streams", async () => {
  const only = parseStreamPattern("ZG6NWV/stage");
  const app = await startReceiverServer(createMemoryStore(), { streams: only === null ? [] : [only] });
  app.accept([scene.webhook.secret]);
  expect((await scene.doctor(["--url", app.url], NO_BUCKET)).codes).toContain("self-test-streams");
  await app.stop();
});

test("finds that the app cannot store", async () => {
  const reject = () => Promise.reject(new StoreError("put", new Error("away")));
  const app = await startReceiverServer({ ...createMemoryStore(), putOriginal: reject });
  app.accept([scene.webhook.secret]);
  expect((await scene.doctor(["--url", app.url], NO_BUCKET)).codes).toContain("self-test-store");
  await app.stop();
});
