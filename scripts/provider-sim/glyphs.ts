// A typeface of 5 × 7 squares: a new machine may have no fonts at all, and a clock must be readable there too.
const ROWS = 7;
const COLUMNS = 5;

/**
 * The character and its seven rows from the top. Each row is five bits as a number of base 32, its left square first;
 * "␣" stands for the space.
 */
const FONT = `
  Aehhvhhh Buhhuhhu Cehggghe Duhhhhhu Evgguggv Fvgguggg Gehgnhhf Hhhhvhhh
  Ie44444e J72222ic Khikokih Lggggggv Mhrllhhh Nhhpljhh Oehhhhhe Puhhuggg
  Qehhhlid Ruhhukih Sfgge11u Tv444444 Uhhhhhhe Vhhhhha4 Whhhllla Xhha4ahh
  Yhha4444 Zv1248gv 0ehjlphe 14c4444e 2eh1248v 3v2421he 426aiv22 5vgu11he
  668guhhe 7v124888 8ehhehhe 9ehhf12c ␣0000000 -000v000 .00000cc ,00000c8
  :0cc0cc0 /01248g0 ?eh12404 !4444404 '4480000 &ciiclid (2488842 )8422248
  +044v440 #aavavaa
`;
const GLYPHS = new Map(
  FONT.trim()
    .split(/\s+/)
    .map((glyph) => [glyph.charAt(0).replace("␣", " "), glyph.slice(1)]),
);

/** The glyph of a character that the typeface lacks. */
const BOX = "vhhhhhv";

/** Upper case letters without accents, as the typeface has them. */
function spell(text: string): string[] {
  return Array.from(text.normalize("NFD").replaceAll(/\p{M}/gu, "").toUpperCase());
}

/** The width of a text with a height of `size`. */
export function textWidth(text: string, size: number): number {
  return (spell(text).length * (COLUMNS + 1) - 1) * (size / ROWS);
}

/** The outline of a text as an SVG path whose top left corner is at `x`, `y`. */
export function textPath(text: string, x: number, y: number, size: number): string {
  const side = size / ROWS;
  return spell(text)
    .map((character, index) =>
      glyphPath(GLYPHS.get(character) ?? BOX, x + index * (COLUMNS + 1) * side, y, side),
    )
    .join("");
}

function glyphPath(glyph: string, x: number, y: number, side: number): string {
  return Array.from(glyph)
    .map((row, r) => rowPath(Number.parseInt(row, 32), x, y + r * side, side))
    .join("");
}

/** Squares side by side are one rectangle, so that no seam shows between them. */
function rowPath(bits: number, x: number, y: number, side: number): string {
  let path = "";
  for (let column = 0; column < COLUMNS; column++) {
    let end = column;
    while (end < COLUMNS && (bits >> (COLUMNS - 1 - end)) & 1) end++;
    if (end === column) continue;
    // A hair taller than its row: rows must touch.
    path += `M${x + column * side} ${y}h${(end - column) * side}v${side + 0.3}h${(column - end) * side}z`;
    column = end;
  }
  return path;
}
