import Link from "next/link";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message.tsx";

export default function NotFound() {
  return (
    <MessagePage title="There is no such page">
      {/* A full load: without access, this page's policy allows no pictures. */}
      <Link href="/" target="_top" className={TEXT_LINK}>
        Go to the wall
      </Link>
    </MessagePage>
  );
}
