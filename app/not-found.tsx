import { buttonLook } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message.tsx";

/** A plain link: the code of `next/link` would be on every page. */
const WALL = "/";

export default function NotFound() {
  return (
    <MessagePage title="Page not found" icon="search">
      <p>The link may be old or mistyped.</p>
      {/* A full load: without access, this page's policy allows no pictures. */}
      <a href={WALL} target="_top" className={buttonLook("medium", "primary")}>
        Go to the wall
      </a>
    </MessagePage>
  );
}
