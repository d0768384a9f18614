import { byId, make, words } from "./common.js";
import { checked, row } from "./checked.js";

const found = await checked(byId("view").dataset.name);
byId("checked").replaceChildren(
  ...found.map((one, index) => row(one, ...(one.look ? [make("a", { href: `${one.look}#problem-${index + 1}` }, `${words.to_page} ${one.format.toUpperCase()}, ${one.page}`)] : []))),
);
for (const one of found) {
  if (!one.page || one.severity === "note") continue;
  document.querySelector(`.leaf[data-format="${one.format}"][data-n="${one.page}"]`)?.classList.add("marked");
}
