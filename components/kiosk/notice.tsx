import { EmptyPrivateWall, EmptyWall, NoMatch, UnreachableWall } from "#components/wall/notices.tsx";
import type { View } from "#lib/model/view.ts";

export type NoticeProps = {
  readonly reason: "unreachable" | "empty" | "private" | "no-match";
  readonly view: View;
};

/** Why there are no tiles. */
export function Notice({ reason, view }: NoticeProps) {
  switch (reason) {
    case "unreachable":
      return <UnreachableWall />;
    case "empty":
      return <EmptyWall />;
    case "private":
      return <EmptyPrivateWall />;
    case "no-match":
      return <NoMatch view={view} path="/wall" />;
  }
}
