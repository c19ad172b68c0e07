// Ceph's RADOS Gateway: an S3 that runs in production, for the tests that Miniflare is too small for.
import { findProgram, type Installation, installDebianPackages } from "./debian-packages.ts";
import { type LocalStore, startHostedStore, type StoreOptions } from "./hosted-store.ts";

const PACKAGES = ["ceph-mon", "ceph-osd", "radosgw", "ceph-common"];
const PROGRAMS = ["ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin"];

/** Installs what is missing where it may, and says why if Ceph cannot be had. */
export async function cephAvailable(): Promise<Installation> {
  if (missingPrograms().length === 0) return { ok: true };
  const installation = await installDebianPackages(PACKAGES);
  if (!installation.ok) return installation;
  const missing = missingPrograms();
  if (missing.length === 0) return { ok: true };
  return { ok: false, why: `Ceph's packages are installed, but not on the PATH: ${missing.join(", ")}` };
}

function missingPrograms(): string[] {
  return PROGRAMS.filter((program) => findProgram(program) === undefined);
}

/** One monitor, one OSD on a sparse file and one gateway on loopback. Data survives a restart and a kill -9. */
export function startCeph(options: StoreOptions): Promise<LocalStore> {
  return startHostedStore("ceph", options);
}
