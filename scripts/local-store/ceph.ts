// Ceph's RADOS Gateway on loopback: one monitor, one OSD on a sparse file, one gateway.
import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { freePort } from "../shared/free-port.ts";
import { until } from "../shared/until.ts";
import { cephConf } from "./ceph-conf.ts";
import type { OnStop, StartStore } from "./host.ts";
import type { StoreEnv } from "./local-store.ts";
import { s3Client } from "./s3-client.ts";

const COMMAND_DEADLINE_MS = 30_000;
const START_DEADLINE_MS = 60_000;
const TERM_DEADLINE_MS = 5_000;
const DATA_FOLDERS = ["mon", "osd", "rgw", "run", "log"];
// Known to everyone, and good for nothing but a store on this machine's loopback.
const OWNER = { uid: "livewall", accessKeyId: "livewall-ceph", secretAccessKey: "livewall-ceph-secret" };
/** An account that owns nothing, and may do what a bucket's policy allows. */
export const GUEST = {
  uid: "livewall-guest",
  accessKeyId: "livewall-guest",
  secretAccessKey: "guest-secret",
};

export const startCeph: StartStore = async (directory, wantedPort, onStop) => {
  const port = await freePort(wantedPort);
  const conf = ["-c", `${directory}/ceph.conf`];
  // Written once the cluster has been made in full.
  const complete = `${directory}/complete`;
  const isNew = !existsSync(complete);
  if (isNew) await makeMonitor(directory, conf);
  startDaemon("ceph-mon", [...conf, "-i", "a", "-f"], onStop);
  await until("Ceph's monitor", START_DEADLINE_MS, async () => {
    await run("ceph", ...conf, "--connect-timeout", "3", "mon", "stat");
    return true;
  });
  if (isNew) await makeOsd(directory, conf);
  startDaemon("ceph-osd", [...conf, "-i", "0", "-f"], onStop);
  await until("Ceph's OSD", START_DEADLINE_MS, async () =>
    (await run("ceph", ...conf, "osd", "stat")).includes("1 up"),
  );
  for (const { uid, accessKeyId, secretAccessKey } of isNew ? [OWNER, GUEST] : []) {
    const keys = [`--access-key=${accessKeyId}`, `--secret-key=${secretAccessKey}`];
    await run("radosgw-admin", ...conf, "user", "create", `--uid=${uid}`, `--display-name=${uid}`, ...keys);
  }
  const frontend = `--rgw-frontends=beast endpoint=127.0.0.1:${port}`;
  startDaemon("radosgw", [...conf, "-n", "client.rgw", "-f", frontend], onStop);
  const env = {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_S3_BUCKET_NAME: "livewall",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: OWNER.accessKeyId,
    AWS_SECRET_ACCESS_KEY: OWNER.secretAccessKey,
  };
  await makeBucket(env);
  writeFileSync(complete, "");
  return env;
};

async function makeMonitor(directory: string, conf: string[]) {
  const [keyring, monitorMap] = [`${directory}/keyring`, `${directory}/monmap`];
  const folders = DATA_FOLDERS.map((name) => `${directory}/${name}`);
  for (const leftover of [...folders, keyring, monitorMap])
    rmSync(leftover, { recursive: true, force: true });
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  const fsid = randomUUID();
  const address = `[v2:127.0.0.1:${await freePort()},v1:127.0.0.1:${await freePort()}]`;
  writeFileSync(`${directory}/ceph.conf`, cephConf(directory, fsid, address));
  await run("monmaptool", "--create", "--clobber", "--fsid", fsid, "--addv", "a", address, monitorMap);
  const addKey = (name: string, caps: string[], ...options: string[]) =>
    run("ceph-authtool", ...options, keyring, "--gen-key", "-n", name, ...caps);
  const all = ["--cap", "mon", "allow *"];
  await addKey("mon.", all, "--create-keyring");
  await addKey("client.admin", [...all, "--cap", "osd", "allow *", "--cap", "mgr", "allow *"]);
  await addKey("client.rgw", ["--cap", "mon", "allow rwx", "--cap", "osd", "allow rwx"]);
  await run("ceph-mon", ...conf, "--mkfs", "-i", "a", "--monmap", monitorMap, "--keyring", keyring);
}

async function makeOsd(directory: string, conf: string[]) {
  const uuid = randomUUID();
  const secretFile = `${directory}/osd-secret.json`;
  const secret = (await run("ceph-authtool", "--gen-print-key")).trim();
  writeFileSync(secretFile, JSON.stringify({ cephx_secret: secret }), { mode: 0o600 });
  await run("ceph", ...conf, "osd", "new", uuid, "-i", secretFile);
  rmSync(secretFile);
  await run("ceph-authtool", `${directory}/keyring`, "--name", "osd.0", "--add-key", secret);
  await run("ceph-osd", ...conf, "-i", "0", "--mkfs", "--osd-uuid", uuid);
}

async function makeBucket(env: StoreEnv) {
  const client = s3Client(env);
  await until("Ceph's S3 gateway", START_DEADLINE_MS, async () => {
    await client.send(new CreateBucketCommand({ Bucket: env.AWS_S3_BUCKET_NAME }));
    return true;
  });
  client.destroy();
}

/** Runs a program to its end. @returns its output */
async function run(program: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)(program, args, { timeout: COMMAND_DEADLINE_MS })).stdout;
}

/** Starts a program that stays. It ends by SIGTERM, or by SIGKILL after a while. */
function startDaemon(program: string, args: string[], onStop: OnStop): void {
  const daemon = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(daemon, "exit").catch(console.error);
  onStop(async () => {
    daemon.kill("SIGTERM");
    const timer = setTimeout(() => daemon.kill("SIGKILL"), TERM_DEADLINE_MS);
    await ended;
    clearTimeout(timer);
  });
}
