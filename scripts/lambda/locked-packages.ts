import { readFileSync } from "node:fs";
import { z } from "zod";

const names = z.record(z.string(), z.string()).optional();
const entry = z.looseObject({
  version: z.string().optional(),
  dependencies: names,
  optionalDependencies: names,
});
const lockFile = z.looseObject({ packages: z.record(z.string(), entry) });

/** A package.json and a lock file for one of our dependencies alone: what `npm ci` needs to install just that. */
export type Extract = { readonly manifest: object; readonly lock: object };

/**
 * Takes a dependency out of our lock file, with all that it needs on any platform, so that what is installed for
 * another platform than this one has the versions and the checksums that are locked.
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
