// What the print shop's preflight finds, told as a list that leads to the page and to the source.
import { ask, byId, make, stateOf, words } from "./common.js";

/** Ask once; says how far it is beside the list. */
export async function checked(name) {
  const line = byId("checking");
  line.textContent = words.checking_pages;
  try {
    const answer = await ask(`/api/check/${name}`);
    stateOf(document.querySelector(".head .state"), answer);
    line.textContent = answer.checked ? (answer.findings.length ? "" : words.checked_clean) : words.checked_none;
    return answer.findings;
  } catch (error) {
    line.textContent = error.message;
    return [];
  }
}

export function row(one, ...more) {
  const head = make("p", {}, make("strong", { class: "tag" }, words[one.severity]), ` ${one.message}`);
  const item = make("li", { class: one.severity }, head);
  if (one.hint) item.append(make("p", { class: "help" }, one.hint));
  const links = make("p", { class: "acts" }, ...more);
  if (one.link) links.append(make("a", { href: one.link }, words.to_source));
  if (links.childNodes.length) item.append(links);
  return item;
}
