import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { openVersions, type Version } from "../../../../cli/bucket/versions.ts";
import { StoreError } from "#lib/store/store.ts";

type Batch = { Deleted?: { Key: string }[]; Errors?: { Key: string; Code: string }[] };
type Answers = {
  readonly versions?: (command: ListObjectVersionsCommand) => Partial<ListObjectVersionsCommandOutput>;
  readonly objects?: (command: ListObjectsV2Command) => Partial<ListObjectsV2CommandOutput>;
  readonly batch?: (keys: string[]) => Batch;
  readonly single?: () => object;
};

/** A bucket with these answers, and what is deleted in which way. */
function open({ versions, objects = () => ({ KeyCount: 0 }), batch, single = () => ({}) }: Answers) {
  const [batches, singles]: [number[], (string | undefined)[][]] = [[], []];
  const client = new S3Client({ region: "us-east-1" });
  client.send = async (command: unknown) => {
    await Promise.resolve();
    if (command instanceof ListObjectVersionsCommand && versions) return versions(command);
    if (command instanceof ListObjectsV2Command) return objects(command);
    if (command instanceof DeleteObjectsCommand && batch) {
      const keys = (command.input.Delete?.Objects ?? []).map(({ Key = "" }) => Key);
      batches.push(keys.length);
      return batch(keys);
    }
    if (!(command instanceof DeleteObjectCommand)) throw new Error("No other call was expected.");
    singles.push([command.input.Key, command.input.VersionId]);
    return single();
  };
  return { batches, singles, ...openVersions(client, "wall") };
}

function fail(name: string, httpStatusCode: number): never {
  throw new S3ServiceException({ name, $fault: "server", $metadata: { httpStatusCode } });
}

describe("listing", () => {
  async function listAll({ list }: ReturnType<typeof open>) {
    const pages = [];
    for await (const page of list("log/")) pages.push(page);
    return pages;
  }

  test("gives versions and delete markers, page by page", async () => {
    const first = {
      IsTruncated: true,
      NextKeyMarker: "log/a",
      NextVersionIdMarker: "2",
      Versions: [{ Key: "log/a", VersionId: "2" }],
    };
    const bucket = open({
      objects: () => ({ KeyCount: 1, IsTruncated: false, Contents: [{ Key: "log/a" }] }),
      versions: ({ input: { KeyMarker: Key, VersionIdMarker = "" } }) =>
        Key === undefined
          ? first
          : { IsTruncated: false, DeleteMarkers: [{ Key, VersionId: `${VersionIdMarker}+` }] },
    });
    expect(await listAll(bucket)).toEqual([
      [{ key: "log/a", versionId: "2" }],
      [{ key: "log/a", versionId: "2+" }],
    ]);
  });

  test.each<[string, NonNullable<Answers["versions"]>]>([
    ["rejects a list of versions", () => fail("NotImplemented", 501)],
    ["answers with something else", () => ({ IsTruncated: false })],
  ])("gives plain objects where the store %s", async (_, versions) => {
    const pages: Record<string, Partial<ListObjectsV2CommandOutput>> = {
      start: { KeyCount: 1, IsTruncated: true, Contents: [{ Key: "log/a" }] },
      "log/a": { KeyCount: 1, IsTruncated: false, Contents: [{ Key: "log/b" }] },
    };
    const bucket = open({ versions, objects: ({ input }) => pages[input.StartAfter ?? "start"] ?? {} });
    expect(await listAll(bucket)).toEqual([[{ key: "log/a" }], [{ key: "log/b" }]]);
  });

  test.each<[string, Partial<ListObjectVersionsCommandOutput>]>([
    ["no marker", { IsTruncated: true }],
    ["the same marker again", { IsTruncated: true, NextKeyMarker: "log/a" }],
  ])("throws for a truncated page with %s", async (_, page) => {
    await expect(listAll(open({ versions: () => page }))).rejects.toThrow(StoreError);
  });
});

describe("removing", () => {
  const versions = (count: number): Version[] =>
    Array.from({ length: count }, (_, n) => ({ key: `log/${n}`, versionId: `v${n}` }));
  const all = (keys: string[]): Batch => ({ Deleted: keys.map((Key) => ({ Key })) });

  test("deletes the failures of a batch one by one", async () => {
    const { singles, remove } = open({
      batch: ([first = "", ...others]) => ({
        ...all(others),
        Errors: [{ Key: first, Code: "InternalError" }],
      }),
    });
    await remove(versions(3));
    expect(singles).toEqual([["log/0", "v0"]]);
  });

  test.each<[string, (keys: string[]) => Batch]>([
    ["rejects batches", () => fail("NotImplemented", 501)],
    ["answers a batch with something else", () => ({})],
  ])("deletes one by one, without another batch, where the store %s", async (_, batch) => {
    const { batches, singles, remove } = open({ batch });
    await remove(versions(20));
    await remove(versions(1));
    expect(batches).toEqual([20]);
    expect(singles).toHaveLength(21);
    expect(singles[19]).toEqual(["log/19", "v19"]);
  });

  test("throws where the store denies it", async () => {
    const deny = () => fail("AccessDenied", 403);
    await expect(open({ batch: deny, single: deny }).remove(versions(2))).rejects.toThrow(StoreError);
  });
});
