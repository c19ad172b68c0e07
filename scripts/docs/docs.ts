// npm run docs: writes the documents that are made from the code.
import { writeFileSync } from "node:fs";
import { madePages } from "./pages.ts";

for (const { file, text } of await madePages()) {
  writeFileSync(file, text);
  console.log(file);
}
