/** The sizes of an embedded picture: widths in pixels; null fills the width of its place. */
export const EMBED_WIDTHS = [320, 480, 640, null] as const;
export type EmbedWidth = (typeof EMBED_WIDTHS)[number];

/** Its name and state stand under the picture. */
const LABEL_HEIGHT = 28;

/** The size of an embedded picture of a shape, with its label. @param aspect width / height */
export function toEmbedSize(width: number, aspect: number) {
  return { width, height: Math.round(width / aspect) + LABEL_HEIGHT };
}

/** The HTML that embeds a stream's newest picture in another page. @param address absolute */
export function toSnippet(address: string, name: string, width: EmbedWidth, aspect: number): string {
  const size =
    width === null
      ? `style="width:100%;aspect-ratio:${Number(aspect.toFixed(4))};border:0"`
      : `width="${width}" height="${toEmbedSize(width, aspect).height}" style="border:0"`;
  return `<iframe src="${escape(address)}" title="${escape(name)}" ${size} loading="lazy"></iframe>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
