import { expect, test } from "vitest";
import { toNotices } from "../../../scripts/supply/notices.ts";

test("names the licence of everything that image and zip contain", () => {
  const notices = toNotices(".");
  for (const line of [
    /^@fontsource-variable\/geist: OFL-1\.1$/m,
    /^@img\/sharp-libvips-linux-x64: LGPL-3\.0-or-later$/m,
    /^next: MIT$/m,
    /^sharp: Apache-2\.0$/m,
    /SIL OPEN FONT LICENSE/i,
    /lovell\/sharp-libvips/,
  ]) {
    expect(notices).toMatch(line);
  }
  expect(notices).not.toMatch(/^vitest: /m);
});

test("names only what is contained", () => {
  const notices = toNotices(".", (name) => name !== "next");
  expect(notices).not.toMatch(/^next: /m);
});
