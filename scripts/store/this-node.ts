import path from "node:path";

/** For tools that start "node" by name, as Turbopack does: they get the Node that runs this script. */
export function pathToThisNode(): { PATH: string } {
  return { PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter) };
}
