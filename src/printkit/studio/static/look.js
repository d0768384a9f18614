// One page under the glass: overlays switched, inks one by one, problems drawn where they are.
import { byId, fill, make, say, words } from "./common.js";
import { checked, row } from "./checked.js";

const { name, format, n, left, foot } = byId("look").dataset;
const glass = byId("glass");
const SVG = "http://www.w3.org/2000/svg";

// What is switched on stays so from page to page.
const remembered = JSON.parse(sessionStorage.getItem("look") || "{}");
function remember() {
  const overlays = [...document.querySelectorAll("[name=overlay]:checked")].map((one) => one.value);
  const size = document.querySelector("[name=size]:checked").value;
  const ink = document.querySelector("[name=ink]:checked")?.dataset.ink || "";
  sessionStorage.setItem("look", JSON.stringify({ overlays, size, ink }));
  for (const one of document.querySelectorAll("[name=overlay]")) glass.classList.toggle(`no-${one.value}`, !one.checked);
  glass.classList.toggle("large", size === "large");
}

function ink(choice) {
  byId("picture").setAttribute("href", choice.value);
  const shown = choice.dataset.ink ? fill(words.plate_of, { number: n, ink: choice.dataset.ink }) : fill(words.page, { number: n });
  byId("drawing").setAttribute("aria-label", shown);
  return shown;
}

for (const one of document.querySelectorAll("[name=overlay]")) {
  if (remembered.overlays && one.value !== "folds") one.checked = remembered.overlays.includes(one.value);
}
for (const one of document.querySelectorAll("[name=size]")) one.checked = one.value === (remembered.size || "fit");
for (const one of document.querySelectorAll("[name=ink]")) {
  if (remembered.ink && one.dataset.ink === remembered.ink) {
    one.checked = true;
    ink(one);
  }
}
remember();
document.querySelector(".tools").addEventListener("change", (event) => {
  if (event.target.name === "ink") say(ink(event.target));
  remember();
});

addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.altKey || event.ctrlKey || event.metaKey) return;
  if (glass.classList.contains("large") && event.target === glass) return; // there they scroll
  const link = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
  if (link) byId(link)?.click();
});

// --- problems ----------------------------------------------------------------------------

const all = (await checked(name)).map((one, index) => ({ ...one, anchor: `#problem-${index + 1}` }));
const found = all.filter((one) => one.format === format && one.page === Number(n));
if (!found.length && !byId("checking").textContent) byId("checking").textContent = words.no_problem;
byId("checked").replaceChildren(...found.map((one, index) => {
  if (!one.rect) return row(one);
  const [x0, y0, x1, y1] = one.rect;
  const box = document.createElementNS(SVG, "rect");
  const values = { x: Number(left) + x0, y: foot - y1, width: Math.max(x1 - x0, 1), height: Math.max(y1 - y0, 1), class: one.severity };
  for (const [key, value] of Object.entries(values)) box.setAttribute(key, value);
  byId("problems").append(box);
  const button = make("button", { type: "button", class: "link" }, `${words.to_page} (${index + 1})`);
  const choose = () => {
    for (const other of byId("problems").children) other.classList.toggle("chosen", other === box);
    document.querySelector("[name=overlay][value=problems]").checked = true;
    remember();
    box.scrollIntoView({ block: "center", inline: "center" });
  };
  button.addEventListener("click", choose);
  if (location.hash === one.anchor) choose();
  return row(one, button);
}));
