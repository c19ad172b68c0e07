import { opendir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects, type Objects, type StoredObject } from "../bucket/objects.ts";
import { UsageError } from "../command.ts";

/** An object of a source. `isLeftOut` marks an entry of a folder that is no file. */
export type SourceObject = StoredObject & { readonly isLeftOut?: boolean };

/** The bucket or folder to import from. It is only read. */
export type Source = Pick<Objects, "read"> & {
  /** @param prefix "" for everything */
  readonly list: (prefix: string) => AsyncIterable<SourceObject>;
};

export type SourceOptions = {
  readonly fromRegion?: string;
  readonly fromEndpoint?: string;
  readonly fromProfile?: string;
};

export type From =
  | { readonly kind: "folder"; readonly path: string }
  | ({ readonly kind: "bucket"; readonly bucket: string; readonly prefix: string } & SourceOptions);

export const TIMEOUT_MS = 30_000;

export function parseSource(text: string, options: SourceOptions): From {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(text) ?? [];
  if (bucket !== undefined) return { kind: "bucket", bucket, prefix, ...options };
  if (text.startsWith("s3:")) throw new UsageError("a bucket is named as s3://BUCKET or s3://BUCKET/PREFIX");
  return { kind: "folder", path: text };
}

/** @param own the settings of Livewall's bucket, which also open the source unless options differ */
export function openSource(from: From, own: StoreSettings, directory: string): Source {
  if (from.kind === "folder") return openFolder(path.resolve(directory, from.path));
  const { fromRegion, fromEndpoint, fromProfile } = from;
  const isElsewhere = fromRegion !== undefined || fromEndpoint !== undefined;
  const settings: StoreSettings = {
    ...own,
    region: fromRegion ?? own.region,
    endpoint: isElsewhere ? (fromEndpoint ?? null) : own.endpoint,
    credentials: fromProfile === undefined ? own.credentials : null,
  };
  const more = {
    timeoutMs: TIMEOUT_MS,
    followRegionRedirects: true,
    ...(fromProfile === undefined ? {} : { profile: fromProfile }),
  };
  const objects = openObjects(createClient(settings, more), from.bucket);
  return { read: objects.read, list: (prefix) => objects.list(prefix || from.prefix) };
}

/** The prefix of all keys of a source, when a whole bucket lies below a prefix of another one. */
export function toRoot(from: From): string {
  if (from.kind === "folder" || from.prefix === "") return "";
  return from.prefix.endsWith("/") ? from.prefix : `${from.prefix}/`;
}

/** The files of a folder and all folders below it, as objects. Links to folders are not followed. */
export function openFolder(folder: string): Source {
  return {
    async *list(prefix) {
      const directory = await opendir(folder, { recursive: true });
      for await (const entry of directory) {
        if (entry.isDirectory()) continue;
        const file = path.join(entry.parentPath, entry.name);
        const key = path.relative(folder, file).split(path.sep).join("/");
        if (!key.startsWith(prefix)) continue;
        // A link counts as its target, which may be missing or circular.
        const found = await stat(file).catch(() => null);
        yield found?.isFile() === true ? { key, bytes: found.size } : { key, bytes: 0, isLeftOut: true };
      }
    },
    read: (key) => readFile(path.join(folder, key)),
  };
}
