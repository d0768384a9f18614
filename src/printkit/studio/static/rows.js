// The rows of a programme: add, reorder, remove, by mouse and by keyboard alike.
import { fill, make, say, words } from "./common.js";

const FIELDS = [
  ["time", "hour"],
  ["title", "title"],
  ["speakers", "speakers"],
  ["note", "note"],
  ["place", "room"],
];

export class Rows {
  constructor(list, changed) {
    this.list = list;
    this.changed = changed;
    list.addEventListener("click", (event) => {
      const act = event.target.closest("button")?.dataset.act;
      if (act) this.act(act, event.target.closest("li"));
    });
  }

  get items() {
    return [...this.list.children];
  }

  act(act, item) {
    const items = this.items;
    const index = items.indexOf(item);
    if (act === "up" && index > 0) items[index - 1].before(item);
    if (act === "down" && index < items.length - 1) items[index + 1].after(item);
    let next = item.querySelector(`[data-act=${act}]`);
    if (act === "remove") {
      next = (items[index + 1] || items[index - 1])?.querySelector("[data-act=remove]");
      item.remove();
    }
    this.number();
    (next || document.getElementById("add-row")).focus();
    if (act !== "remove") say(fill(words.row, { number: this.items.indexOf(item) + 1 }));
    this.changed();
  }

  add(row = {}, focus = false) {
    const item = make("li", { class: "row" });
    for (const [key, word] of FIELDS) {
      const value = key === "speakers" ? (row.speakers || []).join(" ; ") : row[key] || "";
      const input = make("input", { "data-key": key, class: key, placeholder: words[word] });
      input.value = value;
      item.append(input);
    }
    const button = (act, sign) =>
      make("button", { type: "button", "data-act": act, class: "tool", title: words[act] }, sign);
    item.append(make("span", { class: "tools" }, button("up", "↑"), button("down", "↓"), button("remove", "×")));
    this.list.append(item);
    this.number();
    if (focus) item.querySelector("input").focus();
  }

  number() {
    this.items.forEach((item, index) => {
      const row = fill(words.row, { number: index + 1 });
      item.dataset.field = `event.programme.${index}`;
      for (const [key, word] of FIELDS) {
        item.querySelector(`[data-key=${key}]`).setAttribute("aria-label", `${row}, ${words[word]}`);
      }
      for (const tool of item.querySelectorAll("button")) {
        tool.setAttribute("aria-label", `${row}: ${words[tool.dataset.act]}`);
      }
    });
  }

  get value() {
    const value = (item, key) => item.querySelector(`[data-key=${key}]`).value.trim();
    return this.items
      .map((item) => ({
        time: value(item, "time"),
        title: value(item, "title"),
        speakers: value(item, "speakers").split(/\s*;\s*/).filter(Boolean),
        note: value(item, "note"),
        place: value(item, "place"),
      }))
      .filter((row) => row.time || row.title || row.note || row.place || row.speakers.length);
  }

  set value(rows) {
    this.list.replaceChildren();
    for (const row of rows) this.add(row);
  }
}
