// npm run budget: what the browser's JavaScript of the production build weighs, and whether it may.
import { requireBuild } from "../demo/build.ts";
import { describe, faultsOf, weighPages } from "./measure.ts";

requireBuild();
const { empty, pages } = await weighPages();
const faults = faultsOf(pages);
for (const line of [...describe(empty, pages), ...faults]) console.log(line);
process.exitCode = faults.length > 0 ? 1 : 0;
