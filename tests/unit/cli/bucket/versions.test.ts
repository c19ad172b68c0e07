import {
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { openVersions } from "../../../../cli/bucket/versions.ts";
import { StoreError } from "#lib/store/store.ts";

type Answers = {
  readonly versions: (command: ListObjectVersionsCommand) => Partial<ListObjectVersionsCommandOutput>;
  readonly objects?: (command: ListObjectsV2Command) => Partial<ListObjectsV2CommandOutput>;
};

function bucketThat({ versions, objects = () => ({ KeyCount: 0 }) }: Answers) {
  const client = new S3Client({ region: "us-east-1" });
  client.send = (command: unknown) =>
    Promise.resolve().then(() => {
      if (command instanceof ListObjectVersionsCommand) return versions(command);
      if (command instanceof ListObjectsV2Command) return objects(command);
      throw new Error("No other call was expected.");
    });
  return openVersions(client, "wall");
}

async function listed(bucket: ReturnType<typeof bucketThat>, prefix = "log/") {
  const pages = [];
  for await (const page of bucket.list(prefix)) pages.push(page);
  return pages;
}

const ONE_OBJECT = { KeyCount: 1, IsTruncated: false, Contents: [{ Key: "log/a" }] };

test("lists versions and delete markers, page by page", async () => {
  const bucket = bucketThat({
    objects: () => ONE_OBJECT,
    versions: ({ input: { KeyMarker, VersionIdMarker } }) =>
      KeyMarker === undefined
        ? {
            IsTruncated: true,
            NextKeyMarker: "log/a",
            NextVersionIdMarker: "2",
            Versions: [{ Key: "log/a", VersionId: "2" }],
          }
        : { IsTruncated: false, DeleteMarkers: [{ Key: KeyMarker, VersionId: `${VersionIdMarker ?? ""}+` }] },
  });
  expect(await listed(bucket)).toEqual([
    [{ key: "log/a", versionId: "2" }],
    [{ key: "log/a", versionId: "2+" }],
  ]);
});

test.each<[string, Answers["versions"]]>([
  [
    "refuses to list versions",
    () => {
      throw new S3ServiceException({
        name: "NotImplemented",
        $fault: "server",
        $metadata: { httpStatusCode: 501 },
      });
    },
  ],
  ["answers with something else", () => ({ IsTruncated: false })],
])("lists plain objects where the store %s", async (_, versions) => {
  const pages: Record<string, Partial<ListObjectsV2CommandOutput>> = {
    start: { KeyCount: 1, IsTruncated: true, Contents: [{ Key: "log/a" }] },
    "log/a": { KeyCount: 1, IsTruncated: false, Contents: [{ Key: "log/b" }] },
  };
  const bucket = bucketThat({ versions, objects: ({ input }) => pages[input.StartAfter ?? "start"] ?? {} });
  expect(await listed(bucket)).toEqual([[{ key: "log/a" }], [{ key: "log/b" }]]);
});

test("lists the folders below a prefix", async () => {
  const bucket = bucketThat({
    versions: ({ input }) => ({
      Versions: [{ Key: "log/a", VersionId: "1" }],
      CommonPrefixes: input.Delimiter === "/" ? [{ Prefix: "log/20261129/" }] : [],
    }),
  });
  expect(await bucket.folders("log/")).toEqual(["log/20261129/"]);
});

test.each<[string, Partial<ListObjectVersionsCommandOutput>]>([
  ["no marker", { IsTruncated: true }],
  ["the same marker again", { IsTruncated: true, NextKeyMarker: "log/a" }],
])("a list that is cut short with %s is an error, and no endless loop", async (_, page) => {
  const bucket = bucketThat({ versions: () => page });
  await expect(listed(bucket)).rejects.toThrow(StoreError);
});

test("a refusal is an error, and no empty bucket", async () => {
  const bucket = bucketThat({
    versions: () => {
      throw new S3ServiceException({
        name: "AccessDenied",
        $fault: "client",
        $metadata: { httpStatusCode: 403 },
      });
    },
  });
  await expect(listed(bucket)).rejects.toThrow("AccessDenied");
});
