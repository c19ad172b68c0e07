/** The addresses of the scripts in a page that a current browser loads. Scripts for old browsers are marked. */
export function listScripts(html: string): string[] {
  const tags = html.match(/<script\b[^>]*>/gi) ?? [];
  const sources = tags.flatMap((tag) => {
    const source = /\bsrc="([^"]+)"/.exec(tag)?.[1];
    return source === undefined || /\bnomodule\b/i.test(tag) ? [] : [source];
  });
  const preloaded = [...html.matchAll(/<link\b[^>]*\bhref="([^"]+\.js[^"]*)"[^>]*>/gi)]
    .filter(([tag]) => /\brel="(?:module)?preload"/.test(tag))
    .map(([, href = ""]) => href);
  return [...new Set([...sources, ...preloaded])];
}
