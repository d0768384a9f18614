import { ask, build, byId, fill, finding, say, whyFailed, words } from "./common.js";
import { keep, kept } from "./kept.js";

const REST_MS = 400;
const AROUND = 300; // letters around the caret that find its page
const area = byId("text");
const url = area.dataset.url;
let base = area.dataset.base;
let saved = area.value;
let undoable = Number(area.dataset.undoable);

// --- saving, undoing, conflicts ------------------------------------------------------------------

function tell(text, bad = false) {
  byId("saying").textContent = text;
  byId("saying").classList.toggle("bad", bad);
}

const isSaved = () => area.value === saved;

function show() {
  byId("undo").disabled = undoable === 0;
  tell(isSaved() ? words.all_saved : words.unsaved);
  keep(base, isSaved() ? null : area.value);
}

async function save() {
  const text = area.value;
  try {
    const answer = await ask(`/api/text/${url}`, { text, base });
    ({ sha256: base, undoable } = answer);
    saved = text;
    show();
    return true;
  } catch (error) {
    if (error.status === 409) conflict(error.answer);
    tell(error.message, true);
    return false;
  }
}

/** Put another text in the area, the caret where it was. */
function take(answer) {
  ({ sha256: base, undoable = undoable } = answer);
  saved = answer.text;
  if (area.value !== saved) {
    const { selectionStart, scrollTop } = area;
    area.value = saved;
    area.setSelectionRange(selectionStart, selectionStart);
    area.scrollTop = scrollTop;
  }
  typed();
}

function conflict(theirs) {
  const dialog = byId("conflict");
  dialog.onclick = (event) => {
    const { choice } = event.target.dataset;
    if (!choice) return;
    dialog.close();
    if (choice === "theirs") take(theirs);
    if (choice === "mine") {
      base = theirs.sha256;
      saved = theirs.text;
      save();
    }
  };
  if (!dialog.open) dialog.showModal();
}

byId("save").addEventListener("click", save);
byId("undo").addEventListener("click", async () => {
  try {
    take(await ask(`/api/untext/${url}`, {}));
    tell(words.undone);
    say(words.undone);
  } catch (error) {
    if (error.answer?.text) conflict(error.answer);
    tell(error.message, true);
  }
});
byId("build").addEventListener("click", async () => {
  if (!(await save())) return;
  byId("build").disabled = true;
  tell(words.building);
  try {
    const job = await build([area.dataset.build]);
    turned = 0;
    typed();
    tell(byId("voice").textContent, job.state !== "done");
    whyFailed(job, byId("why"));
    if (job.state === "done") byId("why").replaceChildren();
  } catch (error) {
    tell(error.message, true);
  }
  byId("build").disabled = false;
});
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
addEventListener("beforeunload", (event) => {
  if (!isSaved()) event.preventDefault();
});
// Somebody may save the same file in another editor: take it over if nothing is typed here.
setInterval(async () => {
  if (document.hidden || byId("conflict").open) return;
  const now = await ask(`/api/text/${url}`).catch(() => null);
  if (!now || now.sha256 === base) return;
  if (isSaved()) take(now);
  else tell(words.elsewhere, true);
}, 4000);

// --- the page beside: at once and roughly, truly when the keys rest -------------------------------

const beside = byId("beside");
const stage = byId("stage");
let edit = 0; // counts changes: an answer to an older one never covers a newer
let shown = 0;
let rough = false;
let pumping = false;
let resting = 0;
let layout = { key: "", pages: 0, page: 1, first: 1 };
let turned = 0; // the page turned to by hand; 0: the one the caret is on

async function pump() {
  if (pumping) return;
  pumping = true;
  clearTimeout(resting);
  try {
    while (shown !== edit) await lay(true);
    resting = setTimeout(settle, REST_MS);
  } catch (error) {
    tell(error.message, true);
  } finally {
    pumping = false;
  }
}

async function settle() {
  try {
    if (rough && !pumping) await lay(false);
  } catch (error) {
    tell(error.message, true);
  }
}

async function lay(quick) {
  const mine = edit;
  const { value: text, selectionStart: at } = area;
  const around = { before: text.slice(Math.max(at - AROUND, 0), at), after: text.slice(at, at + AROUND) };
  const answer = await ask(`/api/typed/${url}`, { text, quick, ...around });
  if (mine < shown || (!quick && mine !== edit)) return;
  shown = mine;
  rough = answer.rough;
  if (answer.key) layout = { ...answer, page: answer.page || Math.min(layout.page, answer.pages) };
  byId("findings").replaceChildren(...answer.findings.map(finding));
  await turn(turned);
  stage.dataset.edit = mine;
}

async function turn(to) {
  if (!layout.key) return;
  turned = Math.min(Math.max(to, 0), layout.pages);
  const page = turned || layout.page;
  const picture = new Image();
  picture.src = `/typed/${layout.key}/${page}.png`;
  await picture.decode().catch(() => {});
  beside.src = picture.src;
  beside.hidden = false;
  beside.alt = fill(words.page, { number: layout.first + page - 1 });
  byId("n").textContent = beside.alt;
  byId("previous").disabled = page === 1;
  byId("next").disabled = page === layout.pages;
}

function typed() {
  edit += 1;
  turned = 0;
  show();
  pump();
}

const page = () => turned || layout.page;
byId("previous").addEventListener("click", () => turn(page() - 1));
byId("next").addEventListener("click", () => turn(page() + 1));
area.addEventListener("input", typed);
// The caret alone has moved: show its page, the layout is known.
let waiting = 0;
document.addEventListener("selectionchange", () => {
  if (document.activeElement !== area || shown !== edit) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (shown !== edit) return;
    turned = 0;
    lay(rough).catch((error) => tell(error.message, true));
  }, 250);
});

const left = await kept();
if (left && left.typed !== area.value) {
  ({ base } = left); // a file changed since is a conflict, shown when it is saved
  area.value = left.typed;
}
typed();
if (!isSaved()) tell(words.kept, true);
