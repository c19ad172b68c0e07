// Where requests go, and where browsers load pictures from.
import { describe, expect, test } from "vitest";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { findPictureOrigin } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { frameOf } from "../../support/frames.ts";

const AWS: StoreSettings = {
  bucket: "pics",
  region: "eu-central-1",
  endpoint: null,
  credentials: { accessKeyId: "id", secretAccessKey: "key" },
  checksums: "WHEN_REQUIRED",
};
const frame = frameOf("acc", { time: Date.UTC(2026, 0, 1) });

async function findAddress(settings: StoreSettings): Promise<string> {
  const { url } = await openStore(settings).pictureUrl({ frame, kind: "original" }, frame.time);
  return url.split("/log/", 1)[0] ?? "";
}

describe("a presigned URL and the pictures' origin in the CSP", () => {
  test.each<[string, Partial<StoreSettings>, string, string]>([
    ["on AWS", {}, "https://pics.s3.eu-central-1.amazonaws.com", ""],
    ["with the path style on AWS", { addressing: "path" }, "https://s3.eu-central-1.amazonaws.com", "/pics"],
    ["at an endpoint with a path", { endpoint: "https://s.test/minio" }, "https://s.test", "/minio/pics"],
    ["at one that ends in a slash", { endpoint: "https://s.test/minio/" }, "https://s.test", "/minio/pics"],
    [
      "with the bucket in the host",
      { endpoint: "https://s.test/minio", addressing: "virtual" },
      "https://pics.s.test",
      "/minio",
    ],
    [
      "where browsers have another name for the store",
      { endpoint: "http://minio:9000", publicEndpoint: "https://p.test/s3" },
      "https://p.test",
      "/s3/pics",
    ],
    [
      "where that name has the bucket before it",
      { endpoint: "http://minio:9000", publicEndpoint: "https://p.test", addressing: "virtual" },
      "https://pics.p.test",
      "",
    ],
  ])("%s", async (_what, overrides, origin, path) => {
    const settings = { ...AWS, ...overrides };
    expect([await findPictureOrigin(settings), await findAddress(settings)]).toEqual([origin, origin + path]);
  });
});
