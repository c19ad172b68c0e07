// npm run lines: the non-blank lines of the code, by folder, and the sizes of the product's files.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { runScript } from "./shared/options.ts";

const GROUPS = ["product", "cli", "scripts", "bench", "tests", "other"] as const;
const PRODUCT_FOLDERS = ["app", "components", "lib"];
const SMALL_FILE_LINES = 100;
const MAX_FILE_LINES = 200;

type File = { readonly file: string; readonly lines: number };

function countLines(): Promise<number> {
  const files = readTracked();
  for (const group of GROUPS) print(group, select(files, group));
  for (const folder of listProductFolders(files)) {
    print(
      `  ${folder}`,
      files.filter(({ file }) => file.startsWith(`${folder}/`)),
    );
  }
  const sizes = select(files, "product")
    .map(({ lines }) => lines)
    .sort((a, b) => a - b);
  const small = sizes.filter((lines) => lines < SMALL_FILE_LINES).length;
  console.log(
    `\nproduct files under ${SMALL_FILE_LINES} lines: ${((small / sizes.length) * 100).toFixed(0)} %`,
  );
  console.log(`median of product files: ${sizes[Math.floor(sizes.length / 2)]}`);
  const large = files.filter(({ lines }) => lines > MAX_FILE_LINES);
  console.log(`files over ${MAX_FILE_LINES} lines: ${large.length === 0 ? "none" : ""}`);
  for (const { file, lines } of large) console.log(`${String(lines).padStart(7)}  ${file}`);
  return Promise.resolve(0);
}

function readTracked(): File[] {
  const patterns = ["*.ts", "*.tsx", "*.mjs", "*.js", "*.css"];
  return execFileSync("git", ["ls-files", ...patterns], { encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => existsSync(file))
    .map((file) => ({ file, lines: readFileSync(file, "utf8").match(/^.*\S/gm)?.length ?? 0 }));
}

function select(files: readonly File[], group: string) {
  return files.filter(({ file }) => toGroup(file) === group);
}

function toGroup(file: string): string {
  const [folder = ""] = file.split("/");
  if (PRODUCT_FOLDERS.includes(folder)) return "product";
  return GROUPS.find((group) => group === folder) ?? "other";
}

function listProductFolders(files: readonly File[]): string[] {
  const folders = select(files, "product").map(({ file }) => file.split("/").slice(0, 2).join("/"));
  return [...new Set(folders)].filter((folder) => !folder.includes("."));
}

function print(name: string, selected: readonly File[]): void {
  const lines = selected.reduce((sum, file) => sum + file.lines, 0);
  console.log(`${String(lines).padStart(7)}  ${name} (${selected.length} files)`);
}

await runScript("lines", {}, countLines);
