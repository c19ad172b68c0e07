import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { lookup } from "mrmime";
import { toStored, type Encoding } from "./pages/encoding.ts";
import type { Answer } from "./send.ts";

/** Finds a file by its path in addresses. @param ifNoneMatch the header of the request */
export type Files = (pathname: string, ifNoneMatch: string | undefined) => Answer | null;

/** Its files have names of their contents. */
const BUILT = {
  folder: ".next/static",
  address: "/_next/static",
  caching: "public, max-age=31536000, immutable",
};
const OWN = { folder: "public", address: "", caching: "public, max-age=3600" };
/** The build puts compressed files beside the others. */
const ENDINGS: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };
const ICON = "image/x-icon";

/**
 * Reads the files of the build and those in `public`, about 3 MB. From memory, they cost no open file for a reader who
 * takes long or has gone. They have no ranges (RFC 9110, 14.2).
 *
 * @param directory where the app was built
 */
export function readFiles(directory: string): Files {
  const known = new Map([BUILT, OWN].flatMap((place) => [...readFolder(directory, place)]));
  return (pathname, ifNoneMatch) => {
    const file = known.get(decode(pathname));
    if (file === undefined) return null;
    return ifNoneMatch === file.headers.etag ? { ...file, status: 304 } : file;
  };
}

function readFolder(directory: string, { folder, address, caching }: typeof BUILT) {
  const names = globSync("**/*", { cwd: path.join(directory, folder), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const compressed = new Set(
    names.filter((name) => Object.values(ENDINGS).some((end) => name.endsWith(end))),
  );
  return names
    .filter((name) => !compressed.has(name))
    .map((name): [string, Answer] => {
      const plain = readFileSync(name);
      const stored = Object.entries(ENDINGS)
        .filter(([, ending]) => compressed.has(name + ending))
        .map(([encoding, ending]) => [encoding, readFileSync(name + ending)] as const);
      const headers = {
        "content-type": name.endsWith(".ico") ? ICON : (lookup(name) ?? "application/octet-stream"),
        "cache-control": caching,
        etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
      };
      const place = path.relative(path.join(directory, folder), name).split(path.sep).join("/");
      return [`${address}/${place}`, { status: 200, headers, body: toStored(plain, new Map(stored)) }];
    });
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
