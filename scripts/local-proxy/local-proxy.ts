// nginx and Caddy before a port of this machine, as docs/deploy/one-machine.md sets them up.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Installation, requirePrograms } from "../local-store/debian-packages.ts";
import { freePort } from "../shared/free-port.ts";
import { until } from "../shared/until.ts";

export type ProxyKind = "nginx" | "caddy";
export type LocalProxy = {
  readonly url: string;
  /** Begins or ends an upgrade: Caddy then asks the second receiver. nginx needs no word of it. */
  readonly upgrade: (isUnderWay: boolean) => void;
  readonly stop: () => Promise<void>;
};

const FOLDER = path.join(import.meta.dirname, "../../deploy/one-machine");
const START_DEADLINE_MS = 20_000;

let installation: Promise<Installation> | undefined;
/** Installs both, if they are missing and this process may. */
export function requireProxies(): Promise<Installation> {
  return (installation ??= requirePrograms(["nginx", "caddy"], ["nginx-light", "caddy"]));
}

/**
 * Starts a proxy, without TLS.
 *
 * @param secondPort of the receiver that runs during an upgrade
 * @throws Error with its output if it does not start
 */
export async function startProxy(
  kind: ProxyKind,
  upstreamPort: number,
  secondPort?: number,
): Promise<LocalProxy> {
  const directory = mkdtempSync(path.join(tmpdir(), `livewall-${kind}-`));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = path.join(directory, "config");
  const addresses = [upstreamPort, secondPort ?? (await freePort())].map((one) => `127.0.0.1:${one}`);
  const [first = "", second = ""] = addresses;
  writeFileSync(file, kind === "nginx" ? nginxConfig(directory, port, first, second) : caddyConfig());
  const [program, ...args] = {
    nginx: ["nginx", "-p", directory, "-c", file, "-e", "stderr"],
    caddy: ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
  }[kind] as [string, ...string[]];
  const env = {
    ...process.env,
    ...{ DOMAIN: `http://:${port}`, LIVEWALL: first, SECOND: second, SWITCH: directory },
    ...{ XDG_CONFIG_HOME: directory, XDG_DATA_HOME: directory },
  };
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit");
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    rmSync(directory, { recursive: true });
  };
  try {
    await until(`${kind} to answer`, START_DEADLINE_MS, async () => (await fetch(url)).status > 0);
  } catch (error) {
    await stop();
    throw new Error(`${kind} did not start:\n${Buffer.concat(chunks).toString()}`, { cause: error });
  }
  const flag = path.join(directory, "upgrade");
  return {
    url,
    upgrade: (isUnderWay) => (isUnderWay ? writeFileSync(flag, "") : rmSync(flag, { force: true })),
    stop,
  };
}

/** The documented files, in the smallest server that needs no file of the system. */
function nginxConfig(directory: string, port: number, first: string, second: string): string {
  const [location, upstream] = ["nginx.conf", "nginx-upstream.conf"].map((name) =>
    readFileSync(path.join(FOLDER, name), "utf8"),
  );
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `daemon off;
pid ${directory}/pid;
user root;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join(" ")}
  ${upstream?.replace("127.0.0.1:3000", first).replace("127.0.0.1:3001", second)}
  server {
    listen 127.0.0.1:${port};
    ${location}
  }
}
`;
}

/** The documented file. The interface for administration has one port for the whole machine. */
function caddyConfig(): string {
  return readFileSync(path.join(FOLDER, "Caddyfile"), "utf8").replace(/^\{$/m, "{\n\tadmin off");
}
