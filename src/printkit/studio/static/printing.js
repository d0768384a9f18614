// The print order: the shop's demands, the light, the package.
import { ask, byId, fill, make, say, words } from "./common.js";

const form = byId("form");
const { name } = byId("order").dataset;
const own = byId("own");
let number = 0; // of the package that is being made
let asked = ""; // what it was asked for
let timer = 0;

async function shop() {
  const found = await ask(`/api/printer/${name}/${byId("printer").value}`);
  const rows = found.facts.flatMap(([what, value]) => [make("dt", {}, what), make("dd", {}, value)]);
  for (const note of found.notes) rows.push(make("dd", { class: "note" }, note));
  for (const { words: where, date } of found.sources) {
    rows.push(make("dd", { class: "small" }, `${fill(words.read_on, { date })} ${where}`));
  }
  byId("facts").replaceChildren(...rows);
  const list = byId("paper");
  const former = list.value;
  list.replaceChildren(
    ...found.papers.map((paper) => make("option", { value: paper }, paper)),
    make("option", { value: "" }, words.other_paper),
  );
  if (former && found.papers.includes(former)) list.value = former;
  changed();
}

function order() {
  const data = new FormData(form);
  return {
    printer: data.get("printer"),
    paper: data.get("paper") || (data.get("own") || "").trim(),
    quantity: data.get("quantity").replace(/\s/g, ""),
    formats: data.getAll("formats").filter(Boolean),
    binding: data.get("binding") || "",
    force: byId("force").checked,
  };
}

function light(colour, word, help = "") {
  byId("light").dataset.light = colour;
  byId("word").textContent = word;
  byId("word-help").textContent = help;
}

function clear() {
  byId("take").hidden = true;
  byId("take").removeAttribute("href");
  byId("size").textContent = "";
  byId("findings").replaceChildren();
}

function changed(event) {
  own.hidden = byId("paper").value !== "";
  if (event && event.target.id !== "force") {
    byId("force").checked = false;
    byId("insist").hidden = true;
  }
  const wish = order();
  const whole = JSON.stringify(wish);
  if (whole === asked) return;
  asked = whole;
  clearTimeout(timer);
  clear();
  if (!wish.paper || !wish.quantity || !wish.formats.length) {
    light("", words.light_none);
    return;
  }
  timer = setTimeout(() => check(wish, whole), 700);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function check(wish, whole) {
  light("busy", words.checking);
  try {
    let pack = await ask(`/api/order/${name}`, { ...wish, instead: number });
    number = pack.number;
    while (pack.state === "checking" && asked === whole) {
      await pause(500);
      pack = await ask(`/api/order/${name}/${pack.number}`);
    }
    if (asked === whole) show(pack, wish);
  } catch (error) {
    if (asked === whole) light("red", words.light_failed, error.message);
  }
}

function show(pack, wish) {
  if (pack.state === "failed") light("red", words.light_failed);
  else light(pack.light, words[`light_${pack.light}`], wish.force && pack.light === "red" ? words.light_forced : words[`light_${pack.light}_help`]);
  byId("findings").replaceChildren(
    ...pack.findings.map((one) => {
      const head = make("p", {}, make("strong", { class: "tag" }, words[one.severity]), ` ${one.message}`);
      const item = make("li", { class: one.severity }, head);
      if (one.hint) item.append(make("p", { class: "help" }, one.hint));
      if (one.where) item.append(make("p", { class: "small where" }, one.where));
      return item;
    }),
  );
  byId("insist").hidden = pack.light !== "red" || pack.state === "failed";
  const take = byId("take");
  take.hidden = !pack.url;
  if (pack.url) {
    take.href = pack.url;
    byId("size").textContent = fill(words.zip_ready, pack);
  }
  say(byId("word").textContent);
}

byId("printer").addEventListener("change", () => shop().catch((error) => light("red", words.light_failed, error.message)));
form.addEventListener("input", changed);
byId("force").addEventListener("change", changed);
form.addEventListener("submit", (event) => event.preventDefault());
shop().catch((error) => light("red", words.light_failed, error.message));
