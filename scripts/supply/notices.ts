import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Package, listPackages } from "./licences.ts";

const HEADER = `Livewall contains the packages below, each under its own licence.

libvips (LGPL-3.0-or-later) is a shared library in node_modules/@img/sharp-libvips-*, which you may replace by another
build. Its sources and those of the libraries in it: https://github.com/lovell/sharp-libvips`;
/** The file that has them. */
export const NOTICES = "THIRD-PARTY-LICENSES.txt";
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;

/**
 * Writes out the licences of packages, for what contains them: the image, the standalone folder, the zip.
 *
 * @param folder has package-lock.json and node_modules
 */
export function toNotices(folder: string, isContained: (name: string) => boolean = () => true): string {
  const packages = listPackages(folder).filter(({ name }) => isContained(name));
  const unique = [...new Map(packages.map((one) => [one.name, one])).values()];
  return [HEADER, ...unique.map((one) => toNotice(folder, one))].join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
}

function toNotice(folder: string, { name, licence }: Package): string {
  const directory = path.join(folder, "node_modules", name);
  const files = existsSync(directory) ? readdirSync(directory).filter((file) => LICENCE_FILE.test(file)) : [];
  const texts = files.map((file) => readFileSync(path.join(directory, file), "utf8").trim());
  return [`${name}: ${licence}`, ...texts].join("\n\n");
}
