/** Marking: connects what a person does to the article, on its way to the server, with the page that reader.js makes. */
import { History } from "./history.js";
import { Outbox, newUuid7 } from "./outbox.js";
import { reader } from "./reader.js";
import { Standing } from "./standing.js";
import { QUOTE } from "./toolbar.js";

const NUMBERS = [0, 1, 2, 3, 4, 5].flatMap((number) => [`Digit${number}`, `Numpad${number}`]);

const { root, strings, selecting, toolbar, keys, later } = reader;
const outbox = new Outbox(root.dataset.user, () => later.bring());
const [undo, redo] = ["undo", "redo"].map((id) => document.getElementById(id));
// Whoever only reads has nothing to undo.
if (undo) reader.history = new History(outbox, root.dataset.article, { undo, redo }, strings);
Object.assign(reader, { outbox, mark, connectMarking });
const standing = new Standing(reader);

let isAsking = false;
// The answers to who says a quote are not given to anything else while the question is on its way.
keys.add({
  codes: NUMBERS,
  when: () => isAsking && !later.isHere && !toolbar.isOpen,
  run: (event) => keys.hold(event, later),
});

/** Connect what comes later. */
async function connectMarking() {
  const { Linking } = await import("./linking.js");
  const { connectTalk } = await import("./talk.js");
  const server = await import("./server.js");
  const { Tying } = await import("./tying.js");
  reader.linking = new Linking(reader);
  new Tying(reader);
  connectTalk(reader);
  reader.cards.addEventListener("opened", ({ detail }) => standing.foreseeAgain(detail.id));
  outbox.connect(server);
}

/** Paint a new mark at once and send it on its way. */
function mark(picked, slug, more = {}) {
  if (!root.dataset.create) return undefined;
  toolbar.close();
  // Afterwards: to the click that ends a drag, a text without a selection was clicked, not dragged over.  By then a
  // quick hand may have selected the next words.
  const marked = selecting.picked;
  setTimeout(() => selecting.picked === marked && selecting.clear(), 0);
  if (reader.linking?.adopt(picked, slug)) return undefined;
  const { start, end, exact } = picked;
  const id = newUuid7();
  const fields = { id, action: newUuid7(), tag: slug, start: String(start), end: String(end), exact, ...more };
  const entry = { id, user: root.dataset.user, article: root.dataset.article, url: root.dataset.create, fields };
  outbox.add(entry);
  if (later.isHere) return reader.linking.marked(fields);
  isAsking = slug === QUOTE;
  // Without a connection the card of the quote asks another time.
  return later.bring().then(() => reader.linking.marked(fields), () => (isAsking = false));
}
