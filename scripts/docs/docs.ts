// npm run docs: writes the documents that are made from the code. With a file, writes that one and prints it.
import { writeFileSync } from "node:fs";
import { argument, runScript, UsageError } from "../shared/options.ts";
import { madePages } from "./pages.ts";

const OPTIONS = { file: argument("the document, such as docs/costs.md (all)") };

await runScript("docs", OPTIONS, async ({ file: only }) => {
  const pages = (await madePages()).filter(({ file }) => only === null || file === only);
  if (pages.length === 0) throw new UsageError(`${only} is not made from the code`);
  for (const { file, text } of pages) {
    writeFileSync(file, text);
    console.log(only === null ? file : text);
  }
  return 0;
});
