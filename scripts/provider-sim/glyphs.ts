// A typeface of 5 × 7 squares: a new machine may have no fonts at all, and a clock must be readable there too.
const ROWS = 7;
const COLUMNS = 5;

/** Each glyph is seven rows from the top, each row five bits as a number of base 32, its left square first. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: "ehhvhhh",
  B: "uhhuhhu",
  C: "ehggghe",
  D: "uhhhhhu",
  E: "vgguggv",
  F: "vgguggg",
  G: "ehgnhhf",
  H: "hhhvhhh",
  I: "e44444e",
  J: "72222ic",
  K: "hikokih",
  L: "ggggggv",
  M: "hrllhhh",
  N: "hhpljhh",
  O: "ehhhhhe",
  P: "uhhuggg",
  Q: "ehhhlid",
  R: "uhhukih",
  S: "fgge11u",
  T: "v444444",
  U: "hhhhhhe",
  V: "hhhhha4",
  W: "hhhllla",
  X: "hha4ahh",
  Y: "hha4444",
  Z: "v1248gv",
  "0": "ehjlphe",
  "1": "4c4444e",
  "2": "eh1248v",
  "3": "v2421he",
  "4": "26aiv22",
  "5": "vgu11he",
  "6": "68guhhe",
  "7": "v124888",
  "8": "ehhehhe",
  "9": "ehhf12c",
  " ": "0000000",
  "-": "000v000",
  ".": "00000cc",
  ",": "00000c8",
  ":": "0cc0cc0",
  "/": "01248g0",
  "?": "eh12404",
  "!": "4444404",
  "'": "4480000",
  "&": "ciiclid",
  "(": "2488842",
  ")": "8422248",
  "+": "044v440",
  "#": "aavavaa",
};

/** What stands for a character that the typeface lacks. */
const BOX = "vhhhhhv";

/** Letters without their accents, upper case: as the typeface has them. */
function spell(text: string): string[] {
  return Array.from(text.normalize("NFD").replaceAll(/\p{M}/gu, "").toUpperCase());
}

/** How wide a text is drawn, for a height of `size`. */
export function textWidth(text: string, size: number): number {
  return (spell(text).length * (COLUMNS + 1) - 1) * (size / ROWS);
}

/** The outline of a text as an SVG path whose top left corner is at `x`, `y`. */
export function textPath(text: string, x: number, y: number, size: number): string {
  const side = size / ROWS;
  return spell(text)
    .map((character, index) => glyphPath(GLYPHS[character] ?? BOX, x + index * (COLUMNS + 1) * side, y, side))
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
