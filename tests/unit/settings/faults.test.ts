import { describe, expect, test } from "vitest";
import { SettingsError } from "#lib/settings/faults.ts";
import { parseSettings } from "#lib/settings/settings.ts";

type Env = Record<string, string | undefined>;

const VALID = {
  WEBHOOK_SECRET: "b25l",
  AWS_S3_BUCKET_NAME: "frames",
  AWS_REGION: "eu-central-1",
  ACCESS: "public",
};

function faultsOf(env: Env): readonly string[] {
  try {
    parseSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe("a process does not start", () => {
  test.each([
    ["EMBED_ANCESTORS", "example.com"],
    ["EMBED_ANCESTORS", "https://a.example; script-src *"],
    ["EMBED_ANCESTORS", "* https://a.example"],
    ["EMBED_ANCESTORS", "none, self"],
    ["WEBHOOK_SECRET", undefined],
    ["WEBHOOK_SECRET", ""],
    ["WEBHOOK_SECRET", "  "],
    ["WEBHOOK_SECRET", "not base64!!"],
    ["WEBHOOK_SECRET", "b25"],
    ["WEBHOOK_SECRET", "b25l,"],
    ["WEBHOOK_SECRET", ",b25l"],
    ["AWS_S3_BUCKET_NAME", undefined],
    ["AWS_S3_BUCKET_NAME", "a"],
    ["AWS_S3_BUCKET_NAME", "frames/of mine"],
    ["AWS_REGION", undefined],
    ["AWS_REGION", "Frankfurt!"],
    ["AWS_ENDPOINT_URL_S3", "s3.example.com"],
    ["AWS_ENDPOINT_URL_S3", "ftp://s3.example.com"],
    ["S3_CHECKSUMS", "sometimes"],
    ["MAX_FRAME_BYTES", "4.5 MB"],
    ["MAX_FRAME_BYTES", "999"],
    ["MAX_FRAME_BYTES", "100000001"],
    ["MAX_FRAME_BYTES", "1e6"],
    ["MAX_FRAME_BYTES", "-5000"],
    ["MAX_FRAME_PIXELS", "9999"],
    ["MAX_BYTES_IN_FLIGHT", "1"],
    ["PREVIEWS", "no"],
    ["BLACK_BRIGHTNESS", "10 %"],
    ["BLACK_BRIGHTNESS", "1.01"],
    ["BLACK_SHARE", "0.4"],
    ["FROZEN_AFTER_SECONDS", "-1"],
    ["FROZEN_TOLERANCE", "256"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"],
    ["STREAMS", "ZG6NWV/one,*"],
    ["STREAMS", "ZG6NWV/one,"],
    ["METRICS_TOKEN", "too short"],
    ["METRICS_TOKEN", "with a space in the middle"],
  ])("with %s=%j, and says so once", (name, value) => {
    expect(faultsOf({ ...VALID, [name]: value })).toEqual([expect.stringMatching(`^${name} `)]);
  });

  test.each([
    ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"],
  ])("with %s alone", (given, missing) => {
    expect(faultsOf({ ...VALID, [given]: "half a pair" })).toEqual([
      expect.stringMatching(`^${missing} is missing`),
    ]);
  });

  test("and tells which of several secrets is wrong", () => {
    expect(faultsOf({ ...VALID, WEBHOOK_SECRET: "b25l,!,dHdv,?" })).toEqual([
      expect.stringContaining("has an entry, number 2, that is blank or not base64"),
      expect.stringContaining("has an entry, number 4, that is blank or not base64"),
    ]);
  });

  test("and hears at once of all that is missing", () => {
    const names = faultsOf({}).map((fault) => fault.split(" ")[0]);
    expect(names.toSorted()).toEqual(["ACCESS", "AWS_REGION", "AWS_S3_BUCKET_NAME", "WEBHOOK_SECRET"]);
  });

  test("and hears at once of all that is wrong", () => {
    const env = {
      WEBHOOK_SECRET: "!",
      AWS_S3_BUCKET_NAME: "!",
      AWS_ENDPOINT_URL_S3: "!",
      AWS_ACCESS_KEY_ID: "id",
      MAX_FRAME_BYTES: "!",
      PREVIEWS: "!",
      ACCESS: "!",
      ACCESS_KEYS: "!",
    };
    const names = faultsOf(env).map((fault) => fault.split(" ")[0]);
    expect(names.toSorted()).toEqual([
      "ACCESS",
      "ACCESS_KEYS",
      "AWS_ENDPOINT_URL_S3",
      "AWS_S3_BUCKET_NAME",
      "AWS_SECRET_ACCESS_KEY",
      "MAX_FRAME_BYTES",
      "PREVIEWS",
      "WEBHOOK_SECRET",
    ]);
  });

  test("and no value of a setting is in the message", () => {
    const value = "hunter2 is no base64";
    const names = [
      ...Object.keys(VALID),
      "AWS_ENDPOINT_URL_S3",
      "S3_CHECKSUMS",
      "MAX_FRAME_BYTES",
      "PREVIEWS",
    ];
    const parseAll = () => parseSettings(Object.fromEntries(names.map((name) => [name, value])));
    expect(parseAll).toThrow(/WEBHOOK_SECRET/);
    expect(parseAll).toThrow(/^((?!hunter2).)*$/s);
  });
});
