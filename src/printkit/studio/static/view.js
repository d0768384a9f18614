import { ask, byId, fill, make, words } from "./common.js";
import { checked, row } from "./checked.js";

const found = await checked(byId("view").dataset.name);
byId("checked").replaceChildren(
  ...found.map((one, index) => row(one, ...(one.look ? [make("a", { href: `${one.look}#problem-${index + 1}` }, `${words.to_page} ${one.format.toUpperCase()}, ${one.page}`)] : []))),
);
for (const one of found) {
  if (!one.page || one.severity === "note") continue;
  document.querySelector(`.leaf[data-format="${one.format}"][data-n="${one.page}"]`)?.classList.add("marked");
}

// --- repaired copies ---------------------------------------------------------------------------

byId("mend").hidden = !found.some((one) => one.severity !== "note");
byId("repair").addEventListener("click", async () => {
  const line = byId("repairing");
  byId("repair").disabled = true;
  line.textContent = words.repairing;
  byId("copies").replaceChildren();
  try {
    const { files } = await ask(`/api/repair/${byId("view").dataset.name}`, {});
    line.textContent = files.length ? words.repaired : words.repaired_none;
    byId("copies").replaceChildren(...files.map(copy));
  } catch (error) {
    line.textContent = error.message;
  }
  byId("repair").disabled = false;
});

function copy({ file, url, size, done, left }) {
  const item = make("li", { class: left.length ? "warning" : "none" });
  item.append(make("p", { class: "acts" }, make("a", { href: url, download: true }, file), make("span", { class: "small" }, size)));
  for (const what of done) item.append(make("p", {}, what));
  for (const what of left) item.append(make("p", { class: "help" }, fill(words.repair_left, { what })));
  return item;
}
