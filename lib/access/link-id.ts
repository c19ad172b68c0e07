const LINK_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a text can name a link. */
export function isLinkId(text: string): boolean {
  return LINK_ID.test(text);
}
