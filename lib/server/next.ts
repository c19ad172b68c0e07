import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import next from "next";
import { setVariable } from "#lib/settings/environment.ts";
import type { NextHandler } from "./pages/rendering.ts";

/**
 * Prepares the pages of a build.
 *
 * @param directory where the app was built, or a copy of its standalone folder
 * @throws Error without a build
 */
export async function prepareNext(directory: string): Promise<NextHandler> {
  const build = path.join(directory, ".next/required-server-files.json");
  if (!existsSync(build)) throw new Error("There is no build yet: run npm run build.");
  // The standalone folder has no configuration and no packages that read one. Its own server.js sets this, too.
  if (!existsSync(path.join(directory, "next.config.js"))) {
    const { config } = JSON.parse(readFileSync(build, "utf8")) as { config: object };
    setVariable("__NEXT_PRIVATE_STANDALONE_CONFIG", JSON.stringify(config));
  }
  const app = next({ dev: false, dir: directory, quiet: true });
  await app.prepare();
  const handle = app.getRequestHandler();
  return async (request, response) => handle(request, response);
}
