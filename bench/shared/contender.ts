import { createWriteStream } from "node:fs";
import { type Launch, Server, type Usage } from "../../scripts/app/server.ts";
import { demoEnv } from "../../scripts/demo/app-env.ts";
import type { StoreEnv } from "../../scripts/local-store/local-store.ts";
import { pathToThisNode } from "../../scripts/shared/tool.ts";

/** A program that is measured. */
export type Contender = {
  readonly name: string;
  readonly program: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

export type RunningContender = {
  readonly url: string;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
};

/** The environment of all contenders, without the settings of a deployment. */
export function createEnv(store: StoreEnv, secret: string): Record<string, string> {
  return demoEnv(process.env, { ...store, ...pathToThisNode(), WEBHOOK_SECRET: secret, ACCESS: "public" });
}

/**
 * @param folder for its log
 * @param profile the folder for its CPU profile, null for none
 */
export async function startContender(
  { name, program, env }: Contender,
  folder: string,
  profile: string | null = null,
  more: Pick<Launch, "readyPath"> = {},
): Promise<RunningContender> {
  const log = createWriteStream(`${folder}/${name}.log`, { flags: "a" });
  const profiling = ["--cpu-prof", `--cpu-prof-dir=${profile ?? ""}`, `--cpu-prof-name=${name}.cpuprofile`];
  const server = await Server.start({
    env,
    program,
    nodeOptions: profile === null ? [] : profiling,
    onLine: (line) => log.write(`${line}\n`),
    ...more,
  });
  return {
    // Without a look-up of the name for each connection.
    url: server.url.replace("localhost", "127.0.0.1"),
    usage: () => server.usage(),
    async stop() {
      await server.stop();
      log.end();
    },
  };
}
