import { expect, test } from "vitest";
import { parseSettings } from "#lib/settings/settings.ts";
import { findNodeFault } from "#lib/settings/startup.ts";
import { listFaults, parse, type Env } from "./valid.ts";

test("fills in the documented defaults", () => {
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
      originals: true,
      watchUrl: "https://viewer.millicast.com/?streamId={streamId}",
      embedAncestors: "*",
      logDays: 7,
      pollMs: 2_000,
      pastListsPerSecond: 10,
      trustedProxies: 0,
    },
    metricsToken: null,
    publicUrl: null,
    tracing: false,
  });
});

test("treats blank settings as absent", () => {
  const names = ["AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID", "S3_CHECKSUMS", "MAX_FRAME_BYTES", "PREVIEWS"];
  expect(parse(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(parse());
});

test.each<[Env, object]>([
  [
    { PREVIEWS: "off", INDEX: "off" },
    { previews: false, index: false },
  ],
  [{ BLACK_BRIGHTNESS: ".05", BLACK_SHARE: "1" }, { watch: { darkBelow: 0.05, blackShare: 1 } }],
  [
    { FROZEN_AFTER_SECONDS: "60", FROZEN_TOLERANCE: "0" },
    { watch: { frozenAfterMs: 60_000, stillWithin: 0 } },
  ],
  [{ FROZEN_AFTER_SECONDS: "0" }, { watch: { frozenAfterMs: null } }],
  [
    { STREAMS: "ZG6NWV/one, ZG6NWV/show-*" },
    {
      streams: [
        { kind: "exact", id: "ZG6NWV/one" },
        { kind: "prefix", id: "ZG6NWV/show-" },
      ],
    },
  ],
  [{ WEBHOOK_SECRET: "dHdv, b25l" }, { secrets: [Buffer.from("two"), Buffer.from("one")] }],
  [{ MAX_BYTES_IN_FLIGHT: "1000000" }, { maxBytesInFlight: 4_500_000 }],
  [{ MAX_BYTES_IN_FLIGHT: "1000000", MAX_FRAME_BYTES: "9000000" }, { maxBytesInFlight: 9_000_000 }],
  [{ SPOOL_DIR: "/spool" }, { spool: { directory: "/spool", maxBytes: 1_000_000_000 } }],
])("reads %j for the receiver", (env, receiver) => {
  expect(parse(env).receiver).toMatchObject(receiver);
});

test.each<[Env, object]>([
  [
    { AWS_REGION: undefined, AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9000/path" },
    { endpoint: "http://127.0.0.1:9000/path", region: "us-east-1", checksums: "WHEN_REQUIRED" },
  ],
  [{ S3_CHECKSUMS: "when_required" }, { checksums: "WHEN_REQUIRED" }],
  [
    { S3_CHECKSUMS: "when_supported", AWS_ENDPOINT_URL_S3: "https://s3.example.com" },
    { checksums: "WHEN_SUPPORTED" },
  ],
  [
    { S3_PUBLIC_ENDPOINT: "https://pictures.example.com/s3", S3_ADDRESSING: "virtual" },
    { publicEndpoint: "https://pictures.example.com/s3", addressing: "virtual" },
  ],
])("reads %j for the store", (env, store) => {
  expect(parse(env).store).toMatchObject(store);
});

test.each([
  ["0.5", 500],
  ["5", 5_000],
])("reads POLL_SECONDS=%s", (POLL_SECONDS, pollMs) => {
  expect(parse({ POLL_SECONDS }).gallery.pollMs).toBe(pollMs);
});

test.each([
  [{ PUBLIC_URL: "https://wall.example.com" }, "https://wall.example.com/"],
  [{ PUBLIC_URL: "http://localhost:3000/" }, "http://localhost:3000/"],
  [{ VERCEL_PROJECT_PRODUCTION_URL: "wall.vercel.app" }, "https://wall.vercel.app/"],
  [
    { PUBLIC_URL: "https://wall.example.com", VERCEL_PROJECT_PRODUCTION_URL: "a" },
    "https://wall.example.com/",
  ],
])("%j is the address of the wall", (env, url) => {
  expect(parse(env).publicUrl?.href).toBe(url);
});

test.each([
  ["EMBED_ANCESTORS", "https://a.example; script-src *"],
  ["EMBED_ANCESTORS", "none, self"],
  ["WEBHOOK_SECRET", "  "],
  ["WEBHOOK_SECRET", "b25"],
  ["AWS_S3_BUCKET_NAME", "frames/of mine"],
  ["AWS_REGION", "Frankfurt!"],
  ["AWS_ENDPOINT_URL_S3", "s3.example.com"],
  ["AWS_ENDPOINT_URL_S3", "ftp://s3.example.com"],
  ["S3_CHECKSUMS", "sometimes"],
  ["MAX_FRAME_BYTES", "999"],
  ["MAX_FRAME_BYTES", "100000001"],
  ["MAX_FRAME_BYTES", "1e6"],
  ["PREVIEWS", "no"],
  ["BLACK_BRIGHTNESS", "10 %"],
  ["BLACK_SHARE", "0.4"],
  ["WATCH_URL", "https://viewer.example.com/"],
  ["PUBLIC_URL", "wall.example.com"],
  ["PUBLIC_URL", "ftp://wall.example.com"],
  ["PUBLIC_URL", "https://wall.example.com/wall"],
  ["PUBLIC_URL", "https://wall.example.com/?a"],
  ["POLL_SECONDS", "0"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"],
  ["STREAMS", "ZG6NWV/one,*"],
  ["STREAMS", "ZG6NWV/one,"],
  ["METRICS_TOKEN", "too short"],
])("rejects %s=%j once", (name, value) => {
  expect(listFaults(() => parse({ [name]: value }))).toEqual([expect.stringMatching(`^${name} `)]);
});

test.each([
  ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"],
])("rejects %s without %s", (given, missing) => {
  const faults = listFaults(() => parse({ [given]: "half a pair" }));
  expect(faults).toEqual([expect.stringMatching(`^${missing} is missing`)]);
});

test.each(["on", undefined])("rejects INDEX=off with PREVIEWS=%s", (PREVIEWS) => {
  expect(() => parse({ PREVIEWS, INDEX: "off" })).toThrow("INDEX=off needs PREVIEWS=off");
});

test("tells which of several secrets is wrong", () => {
  expect(listFaults(() => parse({ WEBHOOK_SECRET: "b25l,!,dHdv,?" }))).toEqual([
    expect.stringContaining("has an entry, number 2, that is blank or not base64"),
    expect.stringContaining("has an entry, number 4, that is blank or not base64"),
  ]);
});

test("reports everything that is missing at once", () => {
  const names = listFaults(() => parseSettings({})).map((fault) => fault.split(" ")[0]);
  expect(names.toSorted()).toEqual(["ACCESS", "AWS_REGION", "AWS_S3_BUCKET_NAME", "WEBHOOK_SECRET"]);
});

test("reports everything that is wrong at once, without its value", () => {
  const names = ["WEBHOOK_SECRET", "AWS_S3_BUCKET_NAME", "AWS_ENDPOINT_URL_S3", "MAX_FRAME_BYTES", "ACCESS"];
  const wrong = Object.fromEntries(names.map((name) => [name, "hunter2 is wrong"]));
  const faults = listFaults(() => parse({ ...wrong, AWS_ACCESS_KEY_ID: "id" }));
  const found = faults.map((fault) => fault.split(" ")[0]);
  expect(found.toSorted()).toEqual([...names, "AWS_SECRET_ACCESS_KEY"].toSorted());
  expect(faults.join()).not.toContain("hunter2");
});

test("needs Node.js 22 or later", () => {
  expect(findNodeFault("21.7.3")).toContain("Node.js 21.7.3: it needs 22 or later");
  expect(["22.1.0", "100.0.0"].map(findNodeFault)).toEqual([null, null]);
});
