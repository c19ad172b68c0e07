import { expect, test } from "vitest";
import { checkBuild } from "../../../scripts/floor/floor.ts";

test("the build has no feature that its oldest browsers lack, but the accepted ones", () => {
  expect(checkBuild()).toEqual([]);
});
