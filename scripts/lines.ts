// npm run lines: the non-blank lines of the code, by folder, and the sizes of the product's files.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const GROUPS = ["product", "cli", "scripts", "bench", "tests", "other"] as const;
const PRODUCT_FOLDERS = ["app", "components", "lib"];
const SMALL_FILE_LINES = 100;
const MAX_FILE_LINES = 200;

const tracked = execFileSync("git", ["ls-files", "*.ts", "*.tsx", "*.mjs", "*.js", "*.css"], {
  encoding: "utf8",
});
const files = tracked
  .trim()
  .split("\n")
  .filter((file) => existsSync(file))
  .map((file) => ({ file, lines: readFileSync(file, "utf8").match(/^.*\S/gm)?.length ?? 0 }));

for (const group of GROUPS) print(group, select(group));
for (const folder of listProductFolders()) {
  print(
    `  ${folder}`,
    files.filter(({ file }) => file.startsWith(`${folder}/`)),
  );
}

const sizes = select("product")
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

function select(group: string) {
  return files.filter(({ file }) => toGroup(file) === group);
}

function toGroup(file: string): string {
  const [folder = ""] = file.split("/");
  if (PRODUCT_FOLDERS.includes(folder)) return "product";
  return GROUPS.find((group) => group === folder) ?? "other";
}

function listProductFolders(): string[] {
  const folders = select("product").map(({ file }) => file.split("/").slice(0, 2).join("/"));
  return [...new Set(folders)].filter((folder) => !folder.includes("."));
}

function print(name: string, selected: typeof files): void {
  const lines = selected.reduce((sum, file) => sum + file.lines, 0);
  console.log(`${String(lines).padStart(7)}  ${name} (${selected.length} files)`);
}
