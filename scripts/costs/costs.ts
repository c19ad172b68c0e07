// npm run costs: prints the monthly price of the bucket and writes it to docs/costs.md.
import { writeFileSync } from "node:fs";
import { madePages } from "../docs/pages.ts";

const FILE = "docs/costs.md";

const page = (await madePages()).find(({ file }) => file === FILE);
if (page === undefined) throw new Error(`No page is made for ${FILE}.`);
writeFileSync(FILE, page.text);
console.log(page.text);
