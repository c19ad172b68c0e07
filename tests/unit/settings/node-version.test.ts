import { expect, test } from "vitest";
import { faultOfNode } from "#lib/settings/node-version.ts";

test.each(["18.20.0", "20.20.2", "21.7.3"])("Node %s is refused, with its number", (version) => {
  expect(faultOfNode(version)).toContain(`Node.js ${version}: it needs 22 or later`);
});

test.each(["22.1.0", "24.21.0", "100.0.0", process.versions.node])("Node %s will do", (version) => {
  expect(faultOfNode(version)).toBeNull();
});
