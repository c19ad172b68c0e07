import { afterEach, beforeEach, expect, test } from "vitest";
import { run as runSnap } from "../../../cli/snap.ts";
import {
  type Fault,
  type ProviderServer,
  startProviderServer,
} from "../../../scripts/provider-sim/server.ts";
import { Workplace } from "../../support/command.ts";

let provider: ProviderServer;
let place: Workplace;
/** What the provider answers to every request for a thumbnail. */
let fault: Fault | null;
beforeEach(async () => {
  fault = null;
  provider = await startProviderServer({
    draw: () => Promise.resolve(new Uint8Array([0xff])),
    fault: (_, path) => (path === "/api/thumbnails" ? fault : null),
  });
  place = new Workplace();
});
afterEach(async () => {
  await provider.stop();
  place.remove();
});

const snap = (...args: string[]) =>
  place.run((given, world) => runSnap(given, world, 1), args, {
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
  });

test("asks once for each stream, named with or without the account", async () => {
  for (const name of ["a", "b/c"]) provider.account.publish(name, 1);
  const { code, out } = await snap("a", "ZG6NWV/b/c", "ZG6NWV/a");
  expect({ code, out }).toEqual({ code: 0, out: "a: asked for\nb/c: asked for\n" });
});

test("prints a rejection with its remedy, and asks for the other streams", async () => {
  provider.account.publish("a", 1);
  const { code, out, err } = await snap("nobody", "a");
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toMatch(/^nobody: .*"Stream name nobody not found"\. Is it live, under this name\?.*$/m);
  expect(out).toContain("a: asked for\n");
});

test("asks to wait at the provider's limit", async () => {
  provider.account.publish("a", 1);
  const { code, out, err } = await snap("a", "--times", "8");
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out.match(/^a: asked for$/gm)).toHaveLength(6);
  const limited =
    /^a: not asked for: .*"Too many thumbnail requests"\. Wait a minute.*6 a minute for each stream/gm;
  expect(out.match(limited)).toHaveLength(2);
  expect(out).not.toContain("live");
});

test("asks to wait after a 429", async () => {
  fault = { status: 429, body: "" };
  const { code, out } = await snap("a");
  expect(code).toBe(1);
  expect(out).toMatch(/answered 429\. Wait a minute/);
});

test("stops at an error that concerns all streams", async () => {
  fault = { status: 401, body: "" };
  const { code, err } = await snap("a", "b");
  expect(code).toBe(1);
  expect(err).toMatch(/answered 401.*Copy the API secret again/);
});
