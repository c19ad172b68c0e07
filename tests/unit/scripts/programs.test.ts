import { expect, test } from "vitest";
import { PROGRAMS } from "../../../scripts/app/server.ts";
import project from "../../../package.json" with { type: "json" };

test("tests and benchmarks run the server as npm start does", () => {
  const options = ["--port", "PORT", "--hostname", "127.0.0.1"];
  const start = project.scripts.start.split(" ").slice(1);
  expect(PROGRAMS.app).toEqual([...start, ...options]);
  expect(PROGRAMS.receiver).toEqual([...start, "--no-wall", ...options]);
});
