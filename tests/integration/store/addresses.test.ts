// Where a store is: paths, the bucket in the host name, and another name for browsers.
import { afterEach, beforeAll, afterAll, describe, expect, test } from "vitest";
import { openStore } from "#lib/store/s3-store.ts";
import { findAddressing } from "../../../cli/bucket/addressing.ts";
import { startCountedStore } from "../../support/counted-store.ts";
import { frameOf } from "../../support/frames.ts";
import { newAccount } from "../../support/receiver.ts";
import { storeSettings, storeWith } from "../../support/store-client.ts";
import {
  fakeNames,
  refusal,
  startStrangeS3,
  type StrangeS3,
  type Strangeness,
} from "../../support/strange-s3.ts";

const inTime = () => AbortSignal.timeout(20_000);
const started: StrangeS3[] = [];
let end: () => void;
beforeAll(() => void (end = fakeNames()));
afterAll(() => end());
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function open(strangeness: Strangeness = {}, base = "") {
  const s3 = await startStrangeS3(strangeness, base);
  started.push(s3);
  // An address in numbers has no place for a bucket's name.
  const endpoint = s3.endpoint.replace("127.0.0.1", "s3.livewall.test");
  return { s3, settings: { ...storeSettings(), endpoint } };
}

const isInHost = (host: string) => host.startsWith(`${storeSettings().bucket}.`);
const PATH_FORBIDDEN: Strangeness = {
  ask: ({ host }) => (isInHost(host) ? undefined : refusal(403, "SecondLevelDomainForbidden")),
};
const PATH_NEEDED: Strangeness = {
  // It takes the request for one of the list of all buckets.
  ask: ({ host }) =>
    isInHost(host)
      ? { status: 200, body: "<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>" }
      : undefined,
};

test("an endpoint with a path, and with a slash behind it, is used whole", async () => {
  const { s3, settings } = await open({}, "/some/path");
  for (const endpoint of [settings.endpoint, `${settings.endpoint}/`]) {
    const store = openStore({ ...settings, endpoint });
    await store.probe(inTime());
    const frame = frameOf(newAccount());
    await store.putOriginal(frame, Buffer.from("a picture"), null, inTime());
    const { url } = await store.pictureUrl({ frame, kind: "original" }, Date.now());
    expect(await (await fetch(url)).text()).toBe("a picture");
  }
  expect(s3.requests.filter((request) => request.endsWith(".jpg"))).toHaveLength(4);
});

test("browsers load pictures from the public endpoint, and Livewall uses its own", async () => {
  const forBrowsers = await startCountedStore(storeSettings().endpoint ?? "");
  const store = storeWith({ publicEndpoint: forBrowsers.endpoint });
  const frame = frameOf(newAccount());
  await store.putOriginal(frame, Buffer.from("a picture"), null, inTime());
  await store.probe(inTime());
  expect(forBrowsers.requests).toEqual([]);
  const { url } = await store.pictureUrl({ frame, kind: "original" }, Date.now());
  expect(await (await fetch(url)).text()).toBe("a picture");
  expect(forBrowsers.count("GET", "log/")).toBe(1);
  await forBrowsers.stop();
});

describe("where the bucket's name is in the address", () => {
  test.each([
    ["virtual", "forbids it in the path", PATH_FORBIDDEN, {}],
    ["path", "knows it in the path alone", PATH_NEEDED, { addressing: "virtual" }],
  ] as const)("is found: %s for a store that %s", async (addressing, _what, strangeness, given) => {
    const { s3, settings } = await open(strangeness);
    const found = await findAddressing({ ...settings, ...given });
    expect([found.fault, found.settings.addressing]).toEqual([null, addressing]);
    s3.requests.length = 0;
    await openStore(found.settings).probe(inTime());
    expect(s3.requests.map((request) => request.split(" ")[0])).toEqual(["PUT", "GET", "GET", "DELETE"]);
  });

  test("stays where it works, and where neither does", async () => {
    const fine = await open();
    expect(await findAddressing(fine.settings)).toEqual({ settings: fine.settings, fault: null });
    const denied = await open({ ask: () => refusal(403, "AccessDenied") });
    const { settings, fault } = await findAddressing(denied.settings);
    expect([settings, fault?.kind]).toEqual([denied.settings, "denied"]);
  });

  test("is found for a bucket that is still to be created", async () => {
    const { settings } = await open({
      ask: ({ host }) =>
        isInHost(host) ? refusal(404, "NoSuchBucket") : refusal(403, "SecondLevelDomainForbidden"),
    });
    const found = await findAddressing(settings);
    expect([found.fault?.kind, found.settings.addressing]).toEqual(["missing", "virtual"]);
  });
});
