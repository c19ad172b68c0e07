// npm run build:lambda: makes the zip that deploy/aws/template.yaml deploys.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Architecture, bundleHandler, installSharp } from "./bundle.ts";
import { measureColdStart } from "./cold-start.ts";
import { zipFolder } from "./zip.ts";

const USAGE = `npm run build:lambda -- [--arch x64|arm64] [--out <file.zip>] [--measure]

Makes the zip of the receiver for AWS Lambda. The default architecture is x64 (template parameter
Architecture=x86_64), the default file deploy/aws/receiver.zip. On a Linux machine of that architecture,
--measure also tells how long the receiver takes to start.
`;
/** Lambda's limit, unzipped. */
const MAX_BYTES = 250 * 1024 * 1024;
const MB = 1_000_000;

type Options = {
  readonly architecture: Architecture;
  readonly zipFileName: string;
  readonly measure: boolean;
};

function parse(): Options | null {
  const { values } = parseArgs({
    options: {
      arch: { type: "string", default: "x64" },
      out: { type: "string", default: "deploy/aws/receiver.zip" },
      measure: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true || (values.arch !== "x64" && values.arch !== "arm64")) return null;
  return { architecture: values.arch, zipFileName: path.resolve(values.out), measure: values.measure };
}

async function buildZip({ architecture, zipFileName, measure }: Options): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "livewall-lambda-"));
  try {
    await bundleHandler(folder);
    await installSharp(folder, architecture);
    rmSync(path.join(folder, "install"), { recursive: true });
    for (const name of [`sharp-linux-${architecture}`, `sharp-libvips-linux-${architecture}`]) {
      if (existsSync(path.join(folder, "node_modules/@img", name))) continue;
      throw new Error(`npm did not install @img/${name}: is it in the registry?`);
    }
    mkdirSync(path.dirname(zipFileName), { recursive: true });
    const { zipped, unzipped } = await zipFolder(folder, zipFileName);
    if (unzipped > MAX_BYTES) throw new Error(`${unzipped} bytes unzipped exceed Lambda's limit.`);
    const sizes = `${(zipped / MB).toFixed(1)} MB (${(unzipped / MB).toFixed(1)} MB unzipped)`;
    console.log(`${path.relative(process.cwd(), zipFileName)} for ${architecture}: ${sizes}`);
    if (!measure) return;
    if (process.platform !== "linux" || process.arch !== architecture) {
      throw new Error(`The zip is for Linux on ${architecture}: it cannot start here.`);
    }
    const { load, first } = await measureColdStart(folder);
    console.log(`A start here: ${load.toFixed(0)} ms to load, ${first.toFixed(0)} ms for the first answer`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const options = parse();
if (options === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await buildZip(options);
}
