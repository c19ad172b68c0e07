import { describe, expect, test } from "vitest";
import { parseSettings } from "#lib/settings/settings.ts";

type Env = Record<string, string | undefined>;

const VALID = {
  WEBHOOK_SECRET: "b25l",
  AWS_S3_BUCKET_NAME: "frames",
  AWS_REGION: "eu-central-1",
  ACCESS: "public",
};
const parse = (overrides: Env = {}) => parseSettings({ ...VALID, ...overrides });

describe("the settings", () => {
  test("need a secret, a bucket, a region and who may see the wall, and no more", () => {
    expect(parse()).toEqual({
      store: {
        bucket: "frames",
        region: "eu-central-1",
        endpoint: null,
        credentials: null,
        checksums: "WHEN_SUPPORTED",
      },
      receiver: {
        secrets: [Buffer.from("one")],
        streams: null,
        maxFrameBytes: 4_500_000,
        maxFramePixels: 7_680 * 4_320,
        maxBytesInFlight: 200_000_000,
        previews: true,
        index: true,
        watch: { darkBelow: 0.1, blackShare: 0.98, frozenAfterMs: 300_000, stillWithin: 2 },
        spool: null,
      },
      access: { mode: "public" },
      gallery: {
        watchUrl: "https://viewer.millicast.com/?streamId={streamId}",
        embedAncestors: "*",
        logDays: 7,
        pastListsPerSecond: 10,
        trustedProxies: 0,
      },
      metricsToken: null,
      tracing: false,
    });
  });

  test("take what is blank for what is absent", () => {
    const names = ["AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID", "S3_CHECKSUMS", "MAX_FRAME_BYTES", "PREVIEWS"];
    expect(parse(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(parse());
  });

  test("leave out the index only where there are no previews", () => {
    expect(parse({ PREVIEWS: "off", INDEX: "off" }).receiver).toMatchObject({
      previews: false,
      index: false,
    });
    for (const PREVIEWS of ["on", undefined]) {
      expect(() => parse({ PREVIEWS, INDEX: "off" })).toThrow("INDEX=off needs PREVIEWS=off");
    }
  });

  test("say when a picture is black or frozen, and that nothing frozen is looked for", () => {
    const set = {
      BLACK_BRIGHTNESS: ".05",
      BLACK_SHARE: "1",
      FROZEN_AFTER_SECONDS: "60",
      FROZEN_TOLERANCE: "0",
    };
    expect(parse(set).receiver.watch).toEqual({
      darkBelow: 0.05,
      blackShare: 1,
      frozenAfterMs: 60_000,
      stillWithin: 0,
    });
    expect(parse({ FROZEN_AFTER_SECONDS: "0" }).receiver.watch.frozenAfterMs).toBeNull();
  });

  test("name the streams that are taken, whole or by their beginning", () => {
    expect(parse({ STREAMS: "ZG6NWV/one, ZG6NWV/show-*" }).receiver.streams).toEqual([
      { kind: "exact", id: "ZG6NWV/one" },
      { kind: "prefix", id: "ZG6NWV/show-" },
    ]);
  });

  test("take several secrets while one is replaced, in their order", () => {
    expect(parse({ WEBHOOK_SECRET: "dHdv, b25l" }).receiver.secrets).toEqual([
      Buffer.from("two"),
      Buffer.from("one"),
    ]);
  });

  test("take an endpoint in place of a region, and keep to checksums that every store has", () => {
    const { store } = parse({ AWS_REGION: undefined, AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9000/path" });
    expect(store).toMatchObject({
      endpoint: "http://127.0.0.1:9000/path",
      region: "us-east-1",
      checksums: "WHEN_REQUIRED",
    });
  });

  test.each([
    ["when_required", undefined, "WHEN_REQUIRED"],
    ["when_supported", "https://s3.example.com", "WHEN_SUPPORTED"],
  ])("let S3_CHECKSUMS=%s decide, whatever the endpoint", (S3_CHECKSUMS, AWS_ENDPOINT_URL_S3, checksums) => {
    expect(parse({ S3_CHECKSUMS, AWS_ENDPOINT_URL_S3 }).store.checksums).toBe(checksums);
  });

  test("take the keys of the store, with a session token or without", () => {
    const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
    expect(parse(keys).store.credentials).toEqual({ accessKeyId: "id", secretAccessKey: "key" });
    expect(parse({ ...keys, AWS_SESSION_TOKEN: "token" }).store.credentials).toEqual({
      accessKeyId: "id",
      secretAccessKey: "key",
      sessionToken: "token",
    });
  });

  test("leave room for the largest frame that is taken, whatever bodies may take together", () => {
    expect(parse({ MAX_BYTES_IN_FLIGHT: "1000000" }).receiver.maxBytesInFlight).toBe(4_500_000);
    const larger = { MAX_BYTES_IN_FLIGHT: "1000000", MAX_FRAME_BYTES: "9000000" };
    expect(parse(larger).receiver.maxBytesInFlight).toBe(9_000_000);
  });

  test("take limits and turn previews off", () => {
    const { receiver } = parse({ MAX_FRAME_BYTES: "12000000", MAX_FRAME_PIXELS: "2073600", PREVIEWS: "off" });
    expect(receiver).toMatchObject({ maxFrameBytes: 12_000_000, maxFramePixels: 2_073_600, previews: false });
  });
});
