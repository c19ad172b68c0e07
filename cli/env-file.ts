import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** One assignment, as dotenv reads it: it may be exported, quoted, and of several lines when quoted. */
const ASSIGNMENT =
  /^([^\S\n]*(?:export[^\S\n]+)?)([\w.-]+)([^\S\n]*=[^\S\n]*)("(?:\\"|[^"])*"|'(?:\\'|[^'])*'|`(?:\\`|[^`])*`|[^#\n]*)(.*)$/gm;

/** Needs no quotes, and means the same to every reader of env files. */
const PLAIN = /^[\w./:@+=,-]*$/;

const OWNER_ONLY = 0o600;

/**
 * Sets values in the text of an env file. An assignment that is there keeps its place, a new one is appended. All other
 * lines stay.
 *
 * @throws for a value with characters that the readers of env files disagree about
 */
export function withSettings(text: string, values: Readonly<Record<string, string>>): string {
  for (const [name, value] of Object.entries(values)) {
    if (!PLAIN.test(value)) {
      throw new Error(`${name} has characters that no env file holds safely: set it by hand`);
    }
  }
  const left = new Map(Object.entries(values));
  const edited = text
    .replaceAll("\r\n", "\n")
    .replace(ASSIGNMENT, (line, before: string, name: string, sign: string, old: string, after: string) => {
      const value = values[name];
      if (value === undefined) return line;
      // The last of several counts, so each is set.
      left.delete(name);
      // The space between a bare value and a comment belongs to neither.
      const gap = /^["'`]/.test(old) ? "" : (/\s*$/.exec(old)?.[0] ?? "");
      return `${before}${name}${sign}${value}${gap}${after}`;
    });
  if (left.size === 0) return edited;
  const added = [...left].map(([name, value]) => `${name}=${value}\n`).join("");
  return `${edited}${edited === "" || edited.endsWith("\n") ? "" : "\n"}${added}`;
}

/** Sets values in an env file atomically. Only its owner may read it, from its first byte on. */
export function writeSettings(file: string, values: Readonly<Record<string, string>>): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  const text = existsSync(target) ? readFileSync(target, "utf8") : "";
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, withSettings(text, values), { mode: OWNER_ONLY, flush: true });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
