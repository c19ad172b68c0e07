import type { Adjacent } from "./adjacent.ts";
import type { HistoryPage } from "./history.ts";
import type { Selection } from "./selection.ts";
import type { Wall } from "./wall.ts";

/** A moment of a stream, or of a part of it. */
export type StreamPlace = {
  /** `<account>/<name>` */
  readonly stream: string;
  readonly selection: Selection;
  /** ms since 1970; null for now. */
  readonly at: number | null;
};

/** What a stream's page shows. The page has it, and `GET /api/moment` answers with it. */
export type StreamPage = StreamPlace & {
  /** As people read it (`showName`), without the account. */
  readonly name: string;
  /** What tells the part from others, as people read it; null for a stream without parts. */
  readonly source: string | null;
  /** The stream's own tiles; null while the store has never been reached. */
  readonly wall: Wall | null;
  /** "busy" beyond the budget; null if the store cannot be reached. */
  readonly history: HistoryPage | "busy" | null;
  /** The streams before and after its own in the order of the wall; null at its ends. */
  readonly previous: Adjacent | null;
  readonly next: Adjacent | null;
};

/** Reads an answer. Our own server wrote it, or a proxy that is in the way: then it throws. */
export function parseStreamPage(body: unknown): StreamPage {
  if (typeof body === "object" && body !== null && "history" in body && "selection" in body)
    return body as StreamPage;
  throw new TypeError("not a stream");
}

/** A move this far is an entry of the browser's history, which its Back button undoes. */
const ENTRY_MS = 10 * 60_000;

/** Whether a move makes an entry in the browser's history, or takes the place of the last one. */
export function isEntry(from: StreamPlace, to: StreamPlace, now: number): boolean {
  return from.stream !== to.stream || Math.abs((from.at ?? now) - (to.at ?? now)) >= ENTRY_MS;
}

/** The stream and its part in words. */
export function toLabel({ name, source }: { readonly name: string; readonly source: string | null }): string {
  return source === null ? name : `${name}, ${source}`;
}

/** The account of a stream whose name is also that of another one on its page; null where names differ. */
export function findAccount(stream: string, page: Pick<StreamPage, "stream" | "previous" | "next">) {
  const toParts = (id: string) => [id.slice(0, id.indexOf("/")), id.slice(id.indexOf("/") + 1)] as const;
  const [account, name] = toParts(stream);
  const all = [page, page.previous, page.next].filter((one) => one !== null);
  return all.some((one) => one.stream !== stream && toParts(one.stream)[1] === name) ? account : null;
}

/** The title of a page. In UTC, since a link is read in any zone. */
export function toTitle(label: string, at: number | null): string {
  return at === null ? label : `${label}, ${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
