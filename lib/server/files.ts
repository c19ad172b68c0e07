import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import sirv from "sirv";
import { SECURITY_HEADERS, TLS_ONLY } from "#lib/http/security-headers.ts";

/** Sends a file, and returns true; false if there is none at the path. */
export type Files = (message: IncomingMessage, response: ServerResponse, pathname: string) => boolean;

const BUILT = "/_next/static/";
const YEAR_SECONDS = 31_536_000;
const HOUR_SECONDS = 3_600;

/**
 * Serves the files of the build, which have names of their contents, and those in `public`. Files beside them that end in
 * .br and .gz are sent in their place to clients that accept them.
 *
 * @param directory where the app was built
 */
export function createFiles(directory: string): Files {
  const open = (folder: string, maxAge: number, immutable: boolean) => {
    const root = path.join(directory, folder);
    if (!existsSync(root)) return null;
    const setHeaders = (response: ServerResponse, pathname: string) => {
      const tls: Readonly<Record<string, string>> =
        response.req.headers["x-forwarded-proto"] === "https" ? TLS_ONLY : {};
      if (pathname.endsWith(".ico")) response.setHeader("content-type", "image/x-icon");
      for (const [name, value] of Object.entries({ ...SECURITY_HEADERS, ...tls }))
        response.setHeader(name, value);
    };
    return sirv(root, {
      etag: true,
      brotli: true,
      gzip: true,
      extensions: [],
      maxAge,
      immutable,
      setHeaders,
    });
  };
  const built = open(".next/static", YEAR_SECONDS, true);
  const own = open("public", HOUR_SECONDS, false);

  return (message, response, pathname) => {
    let isFound = true;
    const miss = () => {
      isFound = false;
    };
    const isBuilt = pathname.startsWith(BUILT);
    const serve = isBuilt ? built : own;
    if (serve === null || pathname.endsWith("/")) return false;
    const url = message.url;
    // What a query asks of a file does not matter.
    message.url = isBuilt ? pathname.slice(BUILT.length - 1) : pathname;
    serve(message, response, miss);
    message.url = url;
    return isFound;
  };
}
