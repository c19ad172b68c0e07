import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { listScripts } from "../shared/list-scripts.ts";
import { runTool } from "../shared/tool.ts";
import { type ScriptBytes, weigh } from "./weight.ts";

const DIRECTORY = ".data/budget/empty-app";

const FILES = {
  "package.json": '{ "private": true, "type": "module" }',
  "next.config.js": `export default { turbopack: { root: ${JSON.stringify(path.resolve("."))} } };`,
  "app/layout.js": "export default ({ children }) => <html><body>{children}</body></html>;",
  "app/page.js": "export default () => <main>Nothing</main>;",
};

/** The weight of an empty page of the same Next: no page that builds on it can have less. */
export async function weighEmptyPage(): Promise<ScriptBytes> {
  rmSync(DIRECTORY, { recursive: true, force: true });
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(`${DIRECTORY}/${file}`), { recursive: true });
    writeFileSync(`${DIRECTORY}/${file}`, text);
  }
  const { exitCode, output } = await runTool("next", ["build", DIRECTORY]);
  if (exitCode !== 0) throw new Error(`${output}\nThe empty page could not be built.`);
  const html = readFileSync(`${DIRECTORY}/.next/server/app/index.html`, "utf8");
  const files = listScripts(html).map((address) => address.replace("/_next/", "/.next/").replace(/\?.*/, ""));
  return weigh(files.map((file) => readFileSync(DIRECTORY + file)));
}
