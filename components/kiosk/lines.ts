/** In characters. Longer names have two lines. */
export const ONE_LINE = 20;

/** Parts a long name near its middle, between words if it has some. The second part of a short one is empty. */
export function toLines(name: string): readonly [string, string] {
  if (name.length <= ONE_LINE) return [name, ""];
  const words = name.split(/\s/u.test(name) ? /(?<=\s)/u : /(?<=[_,/.-])/u);
  const [first = "", ...rest] = words.length > 1 ? words : name;
  let head = first;
  for (const part of rest) {
    if (head.length + part.length / 2 > name.length / 2) break;
    head += part;
  }
  return [head, name.slice(head.length)];
}
