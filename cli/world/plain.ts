/** What others have named, safe to print: a control character in it could rewrite the terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "\uFFFD");
}
