// npm start: the whole app, or with --no-wall the receiver alone, on Node's own HTTP server.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { toReceiverRoutes, toRoutes } from "#lib/api.ts";
import { compose } from "#lib/app.ts";
import { logConsole } from "#lib/http/console.ts";
import { describeError, log } from "#lib/http/log.ts";
import { startTracing } from "#lib/observability/start-tracing.ts";
import { createReceiving } from "#lib/receiver/receiving.ts";
import { loadEnvironment, PORT } from "#lib/settings/environment.ts";
import {
  parseHookSettings,
  parseSettings,
  type HookSettings,
  type Settings,
} from "#lib/settings/settings.ts";
import { describeStart, readAtStart } from "#lib/settings/startup.ts";
import { createBodies } from "./bodies.ts";
import { drainOnSignal } from "./drain.ts";
import { createListener, listRoutes, type Site } from "./listener.ts";
import { parseStartOptions, type Address, type StartOptions } from "./options.ts";

/** Longer than a reverse proxy keeps an idle connection (nginx: 1 min, Caddy: 2 min). */
const KEEP_ALIVE_MS = 130_000;
const UPGRADE_REFUSED = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

type Deliver = (signal: AbortSignal) => Promise<unknown>;
type Program = Pick<Site, "routes" | "wall"> & {
  readonly deliver: Deliver;
  readonly countAnswers: (addresses: readonly string[]) => Site["onAnswer"];
};

/** Ends a process that cannot serve: no build, or a port that is taken. */
function fail(error: unknown): never {
  log("not-started", { level: "error", error: describeError(error) });
  process.exit(1);
}

const onError = (error: unknown) => log("not-answered", { level: "error", error: describeError(error) });

function createReceiverProgram(settings: HookSettings): Program {
  const receiving = createReceiving(settings, { wall: null });
  return { ...receiving, routes: toReceiverRoutes(receiving), wall: null };
}

/** The folder of the build: that of this program in a standalone folder, else the current one. */
function findDirectory(): string {
  const own = import.meta.dirname;
  if (!existsSync(path.join(own, ".next"))) return process.cwd();
  process.chdir(own);
  return own;
}

/** Next is loaded after the app is composed: its bundles find the app, and compose none. */
async function createAppProgram(settings: Settings): Promise<Program> {
  if (settings.tracing) await startTracing();
  const app = compose(settings);
  const [{ prepareNext }, { readFiles }, { createPages }] = await Promise.all([
    import("./next.ts"),
    import("./files.ts"),
    import("./pages/pages.ts"),
  ]);
  const handle = await prepareNext(directory);
  const wall = { files: readFiles(directory), pages: createPages(app, handle, Date.now) };
  return { ...app, routes: toRoutes(app), wall };
}

function listen({ routes, wall, deliver, countAnswers }: Program, { port, host }: Address): void {
  const onAnswer = countAnswers(listRoutes({ routes, wall }));
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    createListener({ routes, wall, toBody: createBodies(), onAnswer, onError }),
  );
  server.on("upgrade", (_, socket) => socket.end(UPGRADE_REFUSED));
  const ended = new AbortController();
  const delivering = deliver(ended.signal);
  drainOnSignal(server, () => {
    ended.abort();
    return delivering;
  });
  server.once("error", fail);
  server.listen(port, host, () => log("listening", { port, host }));
}

const directory = findDirectory();
const environment = loadEnvironment(directory);
const settings = await readAtStart<(Settings | HookSettings) & StartOptions>(() => {
  const options = parseStartOptions(process.argv.slice(2), { PORT });
  return { ...options, ...(options.hasWall ? parseSettings(environment) : parseHookSettings(environment)) };
});
// From here on, also for what Next prints.
logConsole();
log("started", describeStart(settings, "gallery" in settings ? "app" : "receiver"));
const program =
  "gallery" in settings ? await createAppProgram(settings).catch(fail) : createReceiverProgram(settings);
listen(program, settings.address);
