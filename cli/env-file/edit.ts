/** One assignment, as dotenv reads them: it may be exported, quoted, and of several lines when it is quoted. */
const ASSIGNMENT =
  /^([^\S\n]*(?:export[^\S\n]+)?)([\w.-]+)([^\S\n]*=[^\S\n]*)("(?:\\"|[^"])*"|'(?:\\'|[^'])*'|`(?:\\`|[^`])*`|[^#\n]*)(.*)$/gm;

/** Neither needs quotes nor means anything to one of those who read such files. */
const PLAIN = /^[\w./:@+=,-]*$/;

/**
 * Sets values in the text of an env file. All other lines stay as they are: comments, blank lines, settings of
 * somebody else. What is there already keeps its place; what is new comes at the end.
 *
 * @throws when a value has characters that the readers of such files do not agree about
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
      // What stands between a bare value and a comment belongs to neither.
      const gap = /^["'`]/.test(old) ? "" : (/\s*$/.exec(old)?.[0] ?? "");
      return `${before}${name}${sign}${value}${gap}${after}`;
    });
  if (left.size === 0) return edited;
  const added = [...left].map(([name, value]) => `${name}=${value}\n`).join("");
  return `${edited}${edited === "" || edited.endsWith("\n") ? "" : "\n"}${added}`;
}
