import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { cephConf, type CephPaths, cephPaths, monitorAddress } from "./ceph-conf.ts";
import { runProgram, startDaemon } from "./daemons.ts";
import { freePort } from "./free-port.ts";
import type { OnStop, StartServer } from "./host.ts";
import type { StoreEnv } from "./hosted-store.ts";
import { s3Client } from "./s3-client.ts";
import { until } from "./until.ts";

const START_DEADLINE_MS = 60_000;
// Known to everyone, and good for nothing but a store on this machine's loopback.
const ACCOUNT = { uid: "livewall", accessKeyId: "livewall-ceph", secretAccessKey: "livewall-ceph-secret" };
/** Somebody who owns nothing, and may do what a bucket's policy allows. */
export const GUEST = {
  uid: "livewall-guest",
  accessKeyId: "livewall-guest",
  secretAccessKey: "guest-secret",
};

export const startCephCluster: StartServer = async ({ directory, port }, onStop) => {
  const servedPort = await freePort(port);
  const paths = cephPaths(directory);
  const isNew = !existsSync(paths.complete);
  if (isNew) await makeMonitor(paths);
  await startMonitor(paths, onStop);
  if (isNew) await makeOsd(paths);
  await startOsd(paths, onStop);
  for (const account of isNew ? [ACCOUNT, GUEST] : []) await makeAccount(paths, account);
  const env = storeEnv(servedPort);
  startGateway(paths, servedPort, onStop);
  await makeBucket(env);
  writeFileSync(paths.complete, "");
  return env;
};

async function makeMonitor(paths: CephPaths) {
  const { conf, keyring, monitorMap, dataDirectories } = paths;
  for (const leftover of [...dataDirectories, keyring, monitorMap])
    rmSync(leftover, { recursive: true, force: true });
  for (const dataDirectory of dataDirectories) mkdirSync(dataDirectory, { recursive: true });
  const fsid = randomUUID();
  const addresses = { monitorPort: await freePort(), monitorOldPort: await freePort() };
  writeFileSync(conf, cephConf(paths, fsid, addresses));
  const addMonitor = ["--addv", "a", monitorAddress(addresses)];
  await runProgram("monmaptool", ["--create", "--clobber", "--fsid", fsid, ...addMonitor, monitorMap]);
  await addKey(keyring, "mon.", ["mon", "allow *"], ["--create-keyring"]);
  await addKey(keyring, "client.admin", ["mon", "allow *", "osd", "allow *", "mgr", "allow *"]);
  await addKey(keyring, "client.rgw", ["mon", "allow rwx", "osd", "allow rwx"]);
  await runProgram("ceph-mon", [
    "-c",
    conf,
    "--mkfs",
    "-i",
    "a",
    "--monmap",
    monitorMap,
    "--keyring",
    keyring,
  ]);
}

async function addKey(keyring: string, name: string, rights: string[], options: string[] = []) {
  const caps = rights.flatMap((right, index) => (index % 2 === 0 ? ["--cap", right] : [right]));
  await runProgram("ceph-authtool", [...options, keyring, "--gen-key", "-n", name, ...caps]);
}

async function startMonitor({ conf }: CephPaths, onStop: OnStop) {
  onStop(startDaemon("ceph-mon", ["-c", conf, "-i", "a", "-f"]).end);
  await until("Ceph's monitor", START_DEADLINE_MS, async () => {
    await runProgram("ceph", ["-c", conf, "--connect-timeout", "3", "mon", "stat"]);
    return true;
  });
}

async function makeOsd({ conf, keyring, osdSecret }: CephPaths) {
  const uuid = randomUUID();
  const secret = (await runProgram("ceph-authtool", ["--gen-print-key"])).trim();
  writeFileSync(osdSecret, JSON.stringify({ cephx_secret: secret }), { mode: 0o600 });
  await runProgram("ceph", ["-c", conf, "osd", "new", uuid, "-i", osdSecret]);
  rmSync(osdSecret);
  await runProgram("ceph-authtool", [keyring, "--name", "osd.0", "--add-key", secret]);
  await runProgram("ceph-osd", ["-c", conf, "-i", "0", "--mkfs", "--osd-uuid", uuid]);
}

async function startOsd({ conf }: CephPaths, onStop: OnStop) {
  onStop(startDaemon("ceph-osd", ["-c", conf, "-i", "0", "-f"]).end);
  await until("Ceph's OSD", START_DEADLINE_MS, async () => {
    return (await runProgram("ceph", ["-c", conf, "osd", "stat"])).includes("1 up");
  });
}

async function makeAccount({ conf }: CephPaths, { uid, accessKeyId, secretAccessKey }: typeof GUEST) {
  const keys = [`--access-key=${accessKeyId}`, `--secret-key=${secretAccessKey}`];
  const names = [`--uid=${uid}`, `--display-name=${uid}`];
  await runProgram("radosgw-admin", ["-c", conf, "user", "create", ...names, ...keys]);
}

function startGateway({ conf }: CephPaths, port: number, onStop: OnStop) {
  const frontend = `--rgw-frontends=beast endpoint=127.0.0.1:${port}`;
  onStop(startDaemon("radosgw", ["-c", conf, "-n", "client.rgw", "-f", frontend]).end);
}

async function makeBucket(env: StoreEnv) {
  const client = s3Client(env);
  await until("Ceph's S3 gateway", START_DEADLINE_MS, async () => {
    await client.send(new CreateBucketCommand({ Bucket: env.AWS_S3_BUCKET_NAME }));
    return true;
  });
  client.destroy();
}

function storeEnv(port: number): StoreEnv {
  return {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_S3_BUCKET_NAME: "livewall",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: ACCOUNT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ACCOUNT.secretAccessKey,
  };
}
