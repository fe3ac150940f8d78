/**
 * What waits for a hand: cards, the view, all mentions, the header's menus; and what others do meanwhile.  Connected when
 * somebody has touched the page (later.js).
 */
import { Cards } from "./cards.js";
import { connectComfort, connectOccurrences } from "./comfort.js";
import { Live } from "./live.js";
import "./preferences.js";

/** @param {Record<string, object>} reader the parts of the page by name */
export async function connectTools(reader) {
  const { toolbar, tending } = reader;
  reader.cards = new Cards(reader.notes, reader.outbox, reader.strings);
  await reader.connectMarking();
  // After the keys of marking: the text alone takes Escape before what stands in it.
  const isBusy = () => toolbar.isOpen || tending.isAwaiting || Boolean(tending.bounds?.isEditing);
  connectComfort(reader, isBusy);
  connectOccurrences(reader);
  new Live(reader);
  if (!document.getElementById("waiting-menu")) return;
  const { Waiting } = await import("./waiting.js");
  new Waiting(reader);
}
