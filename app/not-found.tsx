import Link from "next/link";
import { buttonLook } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message.tsx";

export default function NotFound() {
  return (
    <MessagePage title="Page not found" icon="search">
      {/* A full load: without access, this page's policy allows no pictures. */}
      <Link href="/" target="_top" className={buttonLook("medium", "primary")}>
        Wall
      </Link>
    </MessagePage>
  );
}
