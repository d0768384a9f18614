import { ask, built, say, stateOf, words } from "./common.js";

// A build begun on another page goes on: show its end here.
const number = Number(document.querySelector(".shelf").dataset.job);
if (number) ask(`/api/build/${number}`).then((job) => built(job)).then(() => location.reload());

// Whether the print shop would take what was built: asked once for each new file, one after the other.
for (const line of document.querySelectorAll("[data-unchecked]")) {
  const word = line.querySelector("[data-state]");
  const before = word.textContent;
  word.textContent = words.checking_short;
  try {
    const answer = await ask(`/api/check/${line.dataset.unchecked}`);
    stateOf(line, answer);
    if (answer.state === "shop") say(`${line.closest(".card").querySelector("h2").textContent}: ${answer.state_word}`);
  } catch {
    word.textContent = before;
  }
}
