import { spawn } from "node:child_process";
import { on, once } from "node:events";
import http from "node:http";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";

const SERVER = `
  import http from "node:http";
  import { drainOnSignal } from "#lib/server/drain.ts";
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (request.url !== "/slow") return response.end("quick");
    process.once("SIGUSR2", () => response.end("slow"));
    console.log("slow");
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
  const [maxMs, closeMs] = JSON.parse(process.env.LIMITS);
  drainOnSignal(server, () => Promise.resolve(), { maxMs, closeMs });
  process.once("SIGTERM", () => {
    console.log("ending");
    setTimeout(() => console.log("later"), 2 * closeMs);
  });
`;

async function start(maxMs: number, closeMs = 3_000) {
  const args = ["--input-type=module", "--eval", SERVER];
  const server = spawn(process.execPath, args, {
    env: { ...process.env, LIMITS: JSON.stringify([maxMs, closeMs]) },
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  const lines = on(createInterface({ input: server.stdout }), "line");
  const nextLine = async () => String(((await lines.next()).value as unknown[])[0]);
  const port = Number(await nextLine());
  return { server, nextLine, exited: once(server, "exit"), port };
}

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("cuts a silent connection after %s", async (signal, code) => {
  const { server, exited, port } = await start(100);
  const silent = connect(port, "127.0.0.1");
  const gone = once(silent, "close");
  silent.on("error", () => undefined);
  await once(silent, "connect");
  silent.write("POST /api/thumb");
  server.kill(signal);
  expect(await exited).toEqual([code, null]);
  await gone;
});

test("ends idle connections at once, and answers what is under way with Connection: close", async () => {
  const { server, nextLine, exited, port } = await start(60_000);
  const idle = new http.Agent({ keepAlive: true });
  await ask(port, "/", idle);
  const slow = ask(port, "/slow", new http.Agent({ keepAlive: true }));
  expect(await nextLine()).toBe("slow");
  const [socket] = Object.values(idle.freeSockets).flat();
  const gone = socket === undefined ? undefined : once(socket, "close");
  server.kill("SIGTERM");
  await gone;
  expect(server.exitCode).toBeNull();
  server.kill("SIGUSR2");
  expect(await slow).toMatchObject({ connection: "close" });
  expect(await exited).toEqual([143, null]);
});

test("answers a request that is whole only after the signal", async () => {
  const { server, nextLine, exited, port } = await start(60_000, 100);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write("GET /slow HTTP/1.1\r\n");
  // The server has read it when it answers the next.
  await ask(port, "/", new http.Agent());
  const answered = text(socket);
  server.kill("SIGTERM");
  expect(await nextLine()).toBe("ending");
  socket.write("Host: livewall\r\n\r\n");
  expect([await nextLine(), await nextLine()].sort()).toEqual(["later", "slow"]);
  server.kill("SIGUSR2");
  expect(await answered).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n[^]*slow$/);
  expect(await exited).toEqual([143, null]);
});

async function ask(port: number, path: string, agent: http.Agent): Promise<http.IncomingHttpHeaders> {
  const [response] = (await once(http.get({ port, host: "127.0.0.1", path, agent }), "response")) as [
    http.IncomingMessage,
  ];
  await text(response);
  return response.headers;
}
