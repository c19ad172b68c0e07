/** Makes foreign text safe to print: a control character could rewrite the terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "\uFFFD");
}

/** Aligns rows in columns. The first row is the header. */
export function table(cells: readonly (readonly string[])[]): string[] {
  const rows = cells.map((row) => row.map(plain));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

export function formatCount(n: number): string {
  return n.toLocaleString("en");
}
