import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

export type Package = { readonly name: string; readonly licence: string };

/** Licences that ask for no more than their notice. */
const PERMISSIVE = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"],
]);
/** Others, for the packages that they were considered for. */
const CONSIDERED: readonly { readonly licence: string; readonly packages: RegExp }[] = [
  // libvips is a shared library in a package of its own, which can be replaced.
  { licence: "LGPL-3.0-or-later", packages: /^@img\/sharp-/ },
  // The font may be served, and not sold by itself.
  { licence: "OFL-1.1", packages: /^@fontsource-variable\/geist$/ },
  // Next uses this data to build.
  { licence: "CC-BY-4.0", packages: /^caniuse-lite$/ },
];

const LOCK = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), license: z.string().optional() })),
});
const MANIFEST = z.object({ license: z.string().optional() });

/**
 * Lists the packages of production. The licence is that of the installed package; for a package of another platform, it
 * is that of the lockfile. It is "" if there is none.
 *
 * @param folder has package-lock.json and node_modules
 */
export function listPackages(folder: string): Package[] {
  const { packages } = LOCK.parse(readJson(path.join(folder, "package-lock.json")));
  return Object.entries(packages)
    .filter(([location, { dev }]) => location !== "" && dev !== true)
    .map(([location, { license = "" }]) => {
      const manifest = path.join(folder, location, "package.json");
      const licence = existsSync(manifest) ? MANIFEST.parse(readJson(manifest)).license : license;
      return { name: location.replace(/^.*node_modules\//, ""), licence: licence ?? "" };
    });
}

/** Lists the packages whose licence must be considered first. */
export function findUnknownLicences(packages: readonly Package[]): Package[] {
  return packages.filter(({ name, licence }) => {
    const isAllowed = (id: string) =>
      PERMISSIVE.has(id) || CONSIDERED.some((one) => one.licence === id && one.packages.test(name));
    // Of "A OR B", either is enough; of "A AND B", both are needed. Anything else is unknown.
    const alternatives = licence.replace(/^\((.*)\)$/, "$1").split(" OR ");
    return !alternatives.some((one) => one.split(" AND ").every(isAllowed));
  });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
