import { ask, build, byId, fill, finding, go, make, say, whyFailed, words } from "./common.js";
import { keep, kept } from "./kept.js";
import { Rows } from "./rows.js";
import { show } from "./sides.js";

const { name, form: first, ...begun } = JSON.parse(byId("state").textContent);
const stage = byId("stage");
let { sha256: base, undoable } = begun;
let saved = "";
let formats = [];
let visible = "";
let edit = 0; // counts changes: an answer to an older one never covers a newer
let pumping = false;
let filling = false;
let resting = 0;
let typedAt = -1e9;
const answers = new Map(); // format → {edit, answer}

// --- the form ------------------------------------------------------------------------------

const inputs = [...document.querySelectorAll("[data-path]")].filter((one) => one.dataset.kind);
const rows = new Rows(document.querySelector("ol.rows"), changed);
const choices = [...document.querySelectorAll("[name=format]")];
const at = (form, path) => path.split(".").reduce((here, key) => here?.[key], form);

function put(form, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  keys.reduce((here, key) => (here[key] ??= {}), form)[last] = value;
}

function collect() {
  const form = { panels: {}, event: {} };
  for (const input of inputs) {
    const lines = input.value.split("\n").map((line) => line.trim()).filter(Boolean);
    put(form, input.dataset.path, input.dataset.kind === "lines" ? lines : input.value.trimEnd());
  }
  for (const [key, text] of Object.entries(first.panels)) form.panels[key] ??= text;
  for (const key of Object.keys(form.panels)) if (!form.panels[key]) delete form.panels[key];
  form.date = first.date;
  form.event.programme = rows.value;
  const chosen = new Set(choices.filter((one) => one.checked).map((one) => one.value));
  form.formats = [...formats.filter((one) => chosen.delete(one)), ...chosen];
  return form;
}

function pour(form) {
  for (const input of inputs) {
    const value = at(form, input.dataset.path) ?? "";
    input.value = Array.isArray(value) ? value.join("\n") : value;
    grow(input);
  }
  for (const one of choices) one.checked = form.formats.includes(one.value);
  formats = form.formats;
  rows.value = form.event.programme;
  saved = JSON.stringify(collect());
}

function grow(input) {
  if (input.tagName !== "TEXTAREA") return;
  const lines = input.value.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / 62), 0);
  input.rows = Math.min(Math.max(lines, input.dataset.kind === "lines" ? 2 : 5), 18);
}

function changed(event) {
  if (event?.target) grow(event.target);
  if (event) typedAt = performance.now();
  edit += 1;
  tabs();
  tellSaved();
  pump();
}

// --- the preview: the visible format at once and roughly, truly when the keys rest, then the others --

const REST_MS = 400;
const LONG_REST_MS = 1200; // until then the machine is kept free for the next key
const behind = (format) => answers.get(format)?.edit !== edit;
const open = (format) => behind(format) || answers.get(format).answer.rough;

async function pump() {
  if (pumping) return;
  pumping = true;
  clearTimeout(resting);
  try {
    while (visible && behind(visible)) await preview(visible, true);
    resting = setTimeout(settle, REST_MS);
  } catch (error) {
    tell(error.message, true);
  } finally {
    pumping = false;
  }
}

// A lane of its own: a key pressed meanwhile does not wait for what nobody looks at any more.
async function settle() {
  if (filling) return;
  filling = true;
  try {
    for (;;) {
      const next = pumping ? undefined : [visible, ...formats].find((one) => one && open(one));
      if (!next) break;
      if (next !== visible && performance.now() - typedAt < LONG_REST_MS) {
        clearTimeout(resting);
        resting = setTimeout(settle, LONG_REST_MS - (performance.now() - typedAt));
        break;
      }
      await preview(next, false);
    }
  } catch (error) {
    tell(error.message, true);
  } finally {
    filling = false;
  }
}

async function preview(format, quick) {
  const mine = edit;
  let answer;
  try {
    answer = await ask(`/api/preview/${name}`, { format, quick, form: collect() });
  } catch (error) {
    if (error.status !== 422) throw error;
    answer = { format, sides: [], findings: [{ severity: "error", message: error.message }], too_long: {} };
  }
  if (answers.get(format)?.edit > mine) return;
  answers.set(format, { edit: mine, answer });
  if (format === visible) {
    if (answer.sides.length) await show(stage, answer);
    stage.dataset.edit = mine;
    report();
  }
  tabs();
}

function tabs() {
  const chosen = collect().formats;
  formats = chosen;
  if (!chosen.includes(visible)) visible = chosen[0] || "";
  const list = byId("tabs");
  const old = new Map([...list.children].map((tab) => [tab.dataset.format, tab]));
  const all = chosen.map((format) => {
    const tab = old.get(format) || make("button", { type: "button", role: "tab", "data-format": format, id: `tab-${format}` });
    const known = answers.get(format)?.answer;
    const bad = known?.findings.some((one) => one.severity === "error");
    tab.className = known ? (bad ? "bad" : "good") : "";
    tab.classList.toggle("late", behind(format));
    const label = known?.geometry?.label || choices.find((one) => one.value === format)?.dataset.label || format;
    const spoken = bad ? words.too_long.replace("{field}", label) : label;
    if (tab.textContent !== label) tab.textContent = label;
    tab.setAttribute("aria-label", bad ? spoken : label);
    tab.setAttribute("aria-selected", String(format === visible));
    tab.setAttribute("aria-controls", "stage");
    tab.tabIndex = format === visible ? 0 : -1;
    return tab;
  });
  if (all.length !== list.children.length || all.some((tab, index) => list.children[index] !== tab)) {
    list.replaceChildren(...all);
  }
  stage.setAttribute("aria-labelledby", `tab-${visible}`);
}

async function choose(format) {
  visible = format;
  tabs();
  byId(`tab-${format}`)?.focus();
  const known = answers.get(format)?.answer;
  if (known?.sides.length) await show(stage, known);
  report();
  pump();
}

byId("tabs").addEventListener("click", (event) => {
  const { format } = event.target.dataset;
  if (format) choose(format);
});
byId("tabs").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) choose(formats[(formats.indexOf(visible) + step + formats.length) % formats.length]);
});

// --- what is wrong, beside its field ----------------------------------------------------------

function report() {
  const answer = answers.get(visible)?.answer;
  for (const one of document.querySelectorAll(".wrong")) {
    one.classList.remove("wrong");
    one.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  }
  for (const one of document.querySelectorAll("#form .said")) one.hidden = true;
  if (!answer) return;
  if (answer.geometry) byId("measure").textContent = `${answer.geometry.label}, ${answer.geometry.size}`;
  const list = make("ul", { class: "findings" });
  for (const one of answer.findings) {
    list.append(finding({ ...one, where: "" }));
    mark(one, answer);
  }
  const box = byId("report");
  box.classList.toggle("bad", answer.findings.some((one) => one.severity === "error"));
  const said = [];
  if (answer.findings.every((one) => one.severity === "note")) said.push(make("p", { class: "fits" }, words.fits));
  if (answer.findings.length) said.push(list);
  else if (box.textContent === words.fits) return;
  box.replaceChildren(...said);
}

function mark(one, answer) {
  if (!one.field) return;
  const names = one.field.split(".");
  let field;
  while (!field && names.length) {
    const path = names.join(".");
    field = document.querySelector(`[data-field="${path}"]`) || document.querySelector(`[data-field="event.${path}"]`);
    names.pop();
  }
  if (!field) return;
  if (one.severity !== "note") {
    field.classList.add("wrong");
    field.querySelector("input, textarea")?.setAttribute("aria-invalid", "true");
  }
  const said = field.querySelector(":scope > .said");
  if (!said) return;
  said.hidden = false;
  said.textContent = one.hint ? `${one.message} – ${one.hint}` : one.message;
}

// --- saving, undoing, conflicts, building --------------------------------------------------------

function tell(text, bad = false) {
  byId("saying").textContent = text;
  byId("saying").classList.toggle("bad", bad);
}

const isSaved = () => JSON.stringify(collect()) === saved;

function tellSaved() {
  const whole = isSaved();
  byId("undo").disabled = undoable === 0;
  tell(whole ? words.all_saved : words.unsaved);
  byId("saying").classList.toggle("open", !whole);
  byId("heading").textContent = byId("f-title").value || name;
  keep(base, whole ? null : collect());
}

async function save() {
  const form = collect();
  tell(words.saving);
  try {
    ({ sha256: base, undoable } = await ask(`/api/leaflet/${name}`, { form, base }));
    saved = JSON.stringify(form);
    tellSaved();
    say(words.saved);
    return true;
  } catch (error) {
    if (error.status === 409) conflict(error.answer);
    tell(error.message, true);
    return false;
  }
}

function take(answer) {
  ({ sha256: base, undoable = undoable } = answer);
  pour(answer.form);
  changed();
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
      save();
    }
  };
  if (!dialog.open) dialog.showModal();
}

async function undo() {
  try {
    take(await ask(`/api/undo/${name}`, {}));
    tell(words.undone);
  } catch (error) {
    if (error.answer?.form) conflict(error.answer);
    tell(error.message, true);
  }
}

byId("save").addEventListener("click", save);
byId("undo").addEventListener("click", undo);
byId("build").addEventListener("click", async () => {
  if (!(await save())) return;
  byId("build").disabled = true;
  tell(words.building);
  try {
    const job = await build([name]);
    tell(byId("voice").textContent, job.state !== "done");
    whyFailed(job, byId("report"));
    if (job.state === "done") go(`/view/${name}`, byId("voice").textContent);
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
  const now = await ask(`/api/leaflet/${name}`).catch(() => null);
  if (!now || now.sha256 === base) return;
  if (isSaved()) take(now);
  else tell(words.elsewhere, true);
}, 4000);

// --- narrow screens: one of the two at a time -------------------------------------------------

byId("flip").addEventListener("click", () => {
  const looking = document.body.classList.toggle("looking");
  byId("flip").textContent = looking ? byId("flip").dataset.form : byId("flip").dataset.look;
  scrollTo(0, 0);
});
byId("safe").addEventListener("change", () => stage.classList.toggle("safe", byId("safe").checked));
byId("add-row").addEventListener("click", () => rows.add({}, true));
byId("form").addEventListener("input", changed);
byId("form").addEventListener("submit", (event) => event.preventDefault());

pour(first);
const left = await kept();
if (left) {
  const untouched = saved;
  ({ base } = left); // a file changed since is a conflict, shown when it is saved
  pour(left.typed);
  saved = untouched;
}
byId("form").inert = false; // what was typed before it was filled would have been lost
changed();
if (!isSaved()) tell(words.kept, true);
