import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";

/** Ends the access that a link has given this browser. */
export function SignOut() {
  return (
    <form method="post" action="/api/leave">
      <Button type="submit">
        <Icon name="log-out" /> Sign out
      </Button>
    </form>
  );
}
