import { useState } from "react";
import { zoneName } from "#components/time/format.ts";
import { usePlace } from "#components/time/place.ts";
import { parseLocal, toLocalField } from "#components/time/zone.ts";
import { Button } from "#components/ui/button.tsx";

type GoToProps = { moment: number; onGo: (time: number) => void };

/** Goes to a date and time of the viewer's zone, beginning with the moment. Of a repeated hour, one can be chosen. */
export function GoTo({ moment, onGo }: GoToProps) {
  const place = usePlace();
  const [text, setText] = useState(() => toLocalField(moment, place.zone));
  const [zone, setZone] = useState(() => zoneName(moment, place));
  const times = parseLocal(text, place.zone);
  const chosen = times.find((time) => zoneName(time, place) === zone) ?? times[0];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) onGo(chosen);
      }}
    >
      <label htmlFor="go-to" className="mb-1.5 block text-sm text-quiet">
        Go to, {chosen === undefined ? place.zone : zoneName(chosen, place)}
      </label>
      <div className="flex gap-2">
        <input
          id="go-to"
          type="datetime-local"
          step={1}
          required
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="h-9 min-w-0 grow rounded-lg border border-edge-strong bg-page px-2 text-sm tabular-nums pointer-coarse:h-11 pointer-coarse:text-base"
        />
        <Button type="submit">Go</Button>
      </div>
      {times.length > 1 && (
        <fieldset className="mt-2 flex gap-4 text-sm">
          <legend className="float-left me-3 text-quiet">This time comes twice</legend>
          {times.map((time) => (
            <label key={time} className="flex items-center gap-1.5">
              <input
                type="radio"
                name="zone"
                checked={time === chosen}
                onChange={() => setZone(zoneName(time, place))}
              />
              {zoneName(time, place)}
            </label>
          ))}
        </fieldset>
      )}
    </form>
  );
}
