import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { STANDALONE } from "../../scripts/app/build.ts";
import { freePort } from "../../scripts/shared/free-port.ts";
import { type ServingProcess, startServing } from "./serving-process.ts";

/** The standalone build, copied to where no package of the project can be found by accident. */
export async function startStandalone(settings: Record<string, string>): Promise<ServingProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "livewall-standalone-"));
  const remove = () => rmSync(folder, { recursive: true });
  cpSync(STANDALONE, folder, { recursive: true });
  const port = await freePort();
  const env = { PORT: String(port), ...settings };
  try {
    const serving = await startServing({ args: ["server.js", "--hostname", "127.0.0.1"], folder, env, port });
    return { ...serving, end: () => serving.end().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
