// npm run docs: writes the documents that are made from the code. With a file, writes that one and prints it.
import { writeFileSync } from "node:fs";
import { madePages } from "./pages.ts";

const [only] = process.argv.slice(2);
for (const { file, text } of await madePages()) {
  if (only !== undefined && file !== only) continue;
  writeFileSync(file, text);
  console.log(only === undefined ? file : text);
}
