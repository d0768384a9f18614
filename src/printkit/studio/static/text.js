import { ask, build, byId, finding, say, words } from "./common.js";

const area = byId("text");
const url = area.dataset.url;
let base = area.dataset.base;
let saved = area.value;
let undoable = Number(area.dataset.undoable);

function tell(text, bad = false) {
  byId("saying").textContent = text;
  byId("saying").classList.toggle("bad", bad);
}

function show() {
  byId("undo").disabled = undoable === 0;
  tell(area.value === saved ? words.all_saved : words.unsaved);
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

function conflict(theirs) {
  const dialog = byId("conflict");
  dialog.onclick = (event) => {
    const { choice } = event.target.dataset;
    if (!choice) return;
    dialog.close();
    if (choice === "later") return;
    base = theirs.sha256;
    saved = theirs.text;
    if (choice === "theirs") area.value = theirs.text;
    else save();
    show();
  };
  if (!dialog.open) dialog.showModal();
}

byId("save").addEventListener("click", save);
byId("undo").addEventListener("click", async () => {
  try {
    const answer = await ask(`/api/untext/${url}`, {});
    ({ sha256: base, undoable } = answer);
    area.value = saved = answer.text;
    show();
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
    const file = url.split("/").pop();
    byId("findings").replaceChildren(
      ...job.findings.filter((one) => (one.path || "").endsWith(file)).map(finding),
    );
    const { bytes } = job.files.find((one) => one.path === beside?.dataset.file) || {};
    if (!beside && job.state === "done") location.reload();
    turn(page, `${bytes}-${job.number}`);
    tell(byId("voice").textContent, job.state !== "done");
  } catch (error) {
    tell(error.message, true);
  }
  byId("build").disabled = false;
});
area.addEventListener("input", show);
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});
addEventListener("beforeunload", (event) => {
  if (area.value !== saved) event.preventDefault();
});

const beside = byId("beside");
let page = 1;
let version = "0";
function turn(to, fresh) {
  if (!beside) return;
  version = fresh || version;
  page = Math.min(Math.max(to || 1, 1), Number(beside.dataset.pages));
  byId("n").value = page;
  beside.src = `/page/${beside.dataset.file}?n=${page}&w=1400&v=${version}`;
}
if (beside) {
  byId("previous").addEventListener("click", () => turn(page - 1));
  byId("next").addEventListener("click", () => turn(page + 1));
  byId("n").addEventListener("change", () => turn(Number(byId("n").value)));
}
show();
