import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const SETTINGS = {
  NODE_ENV: "production",
  WEBHOOK_SECRET: Buffer.from("secret").toString("base64"),
  AWS_S3_BUCKET_NAME: "pictures",
  // It passes for a region here, and not with the SDK.
  AWS_REGION: "eu-central-",
  AWS_ACCESS_KEY_ID: "id",
  AWS_SECRET_ACCESS_KEY: "secret",
  ACCESS: "public",
} as const;

test("a process starts though it cannot tell the origin of pictures, which only pages need", () => {
  const program = `
    const { app } = await import("#lib/app.ts");
    app();
    setTimeout(process.exit, 500);`;
  const args = ["--conditions=react-server", "--input-type=module", "--eval", program];
  const { status, stderr } = spawnSync(process.execPath, args, { env: SETTINGS, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
