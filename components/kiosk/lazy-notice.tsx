import { later } from "#components/ui/later.tsx";
import type { NoticeProps } from "./notice.tsx";

/** Loaded only where it is shown: most kiosks have tiles. A failure must not end the polls of the page. */
const Notice = later<NoticeProps>(() =>
  import("./notice.tsx").then(
    (module) => module.Notice,
    () => NoTiles,
  ),
);

function NoTiles() {
  return <h2>No tiles</h2>;
}

/** A message in place of tiles. */
export function KioskNotice(props: NoticeProps) {
  return (
    <div className="m-auto max-h-full overflow-y-auto p-6">
      <Notice {...props} />
    </div>
  );
}
