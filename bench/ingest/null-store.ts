import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { until } from "../../scripts/store/until.ts";

const NULL_STORE = fileURLToPath(new URL("handlers/null-store.ts", import.meta.url));
const REPORT_USAGE = new URL("report-usage.ts", import.meta.url).href;

/** A process of its own, as the real store is one: its work must not slow the sender down. */
export async function startNullStore(port: number): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, ["--import", REPORT_USAGE, NULL_STORE, String(port)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const url = `http://127.0.0.1:${port}`;
  await until("a store that keeps nothing to answer", 10_000, async () => (await fetch(url)).ok);
  return { url, stop: () => child.disconnect() };
}
