import { readFileSync, writeFileSync } from "node:fs";

/** Puts a table into a document, between the two marks of its name. */
export function writeTable(file: string, name: string, text: string): void {
  const document = readFileSync(file, "utf8");
  const begin = `<!-- ${name}: begin -->`;
  const [from, to] = [document.indexOf(begin), document.indexOf(`<!-- ${name}: end -->`)];
  if (from === -1 || to < from) throw new Error(`${file} has no place for the table "${name}"`);
  writeFileSync(file, `${document.slice(0, from)}${begin}\n\n${text}\n\n${document.slice(to)}`);
}
