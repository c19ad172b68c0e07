import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";

/** Ends as Next does: it stops listening and waits for open connections. */
const SERVER = `
  import http from "node:http";
  import { drainOnSignal } from "#lib/server/drain.ts";
  const server = http.createServer((request, response) => response.end());
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.close(() => process.exit(0)));
  drainOnSignal(100);
`;

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("cuts a silent connection after %s", async (signal, code) => {
  const server = spawn(process.execPath, ["--input-type=module", "--eval", SERVER]);
  onTestFinished(() => void server.kill("SIGKILL"));
  const exited = once(server, "exit");
  const [port] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
  const silent = connect(Number(port), "127.0.0.1");
  const gone = once(silent, "close");
  silent.on("error", () => undefined);
  await once(silent, "connect");
  silent.write("POST /api/thumb");
  server.kill(signal);
  expect(await exited).toEqual([code, null]);
  await gone;
});
