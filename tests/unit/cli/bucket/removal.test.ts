import { DeleteObjectCommand, DeleteObjectsCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { openVersions, type Version } from "../../../../cli/bucket/versions.ts";
import { StoreError } from "#lib/store/store.ts";

type Batch = { Deleted?: { Key: string }[]; Errors?: { Key: string; Code: string }[] };

/** A client that answers a batch as told, and remembers what is deleted in which way. */
function storeThat(answerBatch: (keys: string[]) => Batch, answerSingle: () => void = () => undefined) {
  const [batches, singles]: [number[], (string | undefined)[][]] = [[], []];
  const client = new S3Client({ region: "us-east-1" });
  client.send = (command: unknown) => {
    if (command instanceof DeleteObjectsCommand) {
      const keys = (command.input.Delete?.Objects ?? []).map(({ Key = "" }) => Key);
      batches.push(keys.length);
      return Promise.resolve().then(() => answerBatch(keys));
    }
    if (command instanceof DeleteObjectCommand) singles.push([command.input.Key, command.input.VersionId]);
    return Promise.resolve().then(answerSingle);
  };
  return { batches, singles, remove: openVersions(client, "wall").remove };
}

const versions = (count: number): Version[] =>
  Array.from({ length: count }, (_, n) => ({ key: `log/${n}`, versionId: `v${n}` }));
const all = (keys: string[]): Batch => ({ Deleted: keys.map((Key) => ({ Key })) });

test("deletes in batches of a thousand", async () => {
  const { batches, singles, remove } = storeThat(all);
  await remove(versions(2_001));
  expect({ batches, singles }).toEqual({ batches: [1_000, 1_000, 1], singles: [] });
});

test("deletes one by one what the store leaves of a batch", async () => {
  const { singles, remove } = storeThat(([first = "", ...others]) => ({
    ...all(others),
    Errors: [{ Key: first, Code: "InternalError" }],
  }));
  await remove(versions(3));
  expect(singles).toEqual([["log/0", "v0"]]);
});

test.each<[string, (keys: string[]) => Batch]>([
  [
    "refuses batches",
    () => {
      throw new Error("NotImplemented");
    },
  ],
  ["answers a batch with something else", () => ({})],
])("deletes one by one, and tries no other batch, where the store %s", async (_, answer) => {
  const { batches, singles, remove } = storeThat(answer);
  await remove(versions(20));
  await remove(versions(1));
  expect(batches).toEqual([20]);
  expect(singles).toHaveLength(21);
  expect(singles[19]).toEqual(["log/19", "v19"]);
});

test("a store that refuses to delete is told", async () => {
  const refuse = () => {
    throw new Error("AccessDenied");
  };
  const { remove } = storeThat(refuse, refuse);
  await expect(remove(versions(2))).rejects.toThrow(StoreError);
});

test("deletes nothing when there is nothing", async () => {
  const { batches, remove } = storeThat(all);
  await remove([]);
  expect(batches).toEqual([]);
});
