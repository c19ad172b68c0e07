import { readFileSync } from "node:fs";
import { z } from "zod";

const names = z.record(z.string(), z.string()).optional();
const entry = z.looseObject({
  version: z.string().optional(),
  dependencies: names,
  optionalDependencies: names,
});
const lockFile = z.looseObject({ packages: z.record(z.string(), entry) });

/** A package.json and a lock file with which `npm ci` installs one of our dependencies. */
export type Extract = { readonly manifest: object; readonly lock: object };

/**
 * Extracts a dependency and its own dependencies for all platforms from our lock file, so that an installation for
 * another platform has the locked versions and checksums.
 */
export function extractLocked(name: string, lockFileName: string): Extract {
  const { packages, ...rest } = lockFile.parse(JSON.parse(readFileSync(lockFileName, "utf8")));
  const found: Record<string, z.infer<typeof entry>> = {};
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const place = `node_modules/${next}`;
    const known = packages[place];
    if (known === undefined || place in found) continue;
    found[place] = known;
    open.push(...Object.keys({ ...known.dependencies, ...known.optionalDependencies }));
  }
  const version = found[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`${name} is not in ${lockFileName}.`);
  const manifest = { name: "extract", version: "0.0.0", private: true, dependencies: { [name]: version } };
  return { manifest, lock: { ...rest, packages: { "": manifest, ...found } } };
}
