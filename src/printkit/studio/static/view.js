import { byId, fill, words } from "./common.js";

const zoom = byId("zoom");
const leaves = [...document.querySelectorAll("button.leaf")];
let shown = 0;

function show(index) {
  shown = (index + leaves.length) % leaves.length;
  const { file, n, v } = leaves[shown].dataset;
  byId("zoomed").src = `/page/${file}?n=${n}&w=1400&v=${v}`;
  byId("zoomed").alt = fill(words.page, { number: n });
  byId("zoom-n").textContent = fill(words.page, { number: n });
  if (!zoom.open) zoom.showModal();
}

leaves.forEach((leaf, index) => leaf.addEventListener("click", () => show(index)));
byId("previous").addEventListener("click", () => show(shown - 1));
byId("next").addEventListener("click", () => show(shown + 1));
byId("close").addEventListener("click", () => zoom.close());
zoom.addEventListener("close", () => leaves[shown]?.focus());
zoom.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") show(shown - 1);
  if (event.key === "ArrowRight") show(shown + 1);
});
