// One more edition: noted in the publication's file, then everything is built.
import { ask, build, byId, go, say, whyFailed, words } from "./common.js";

for (const button of document.querySelectorAll("[data-edition]")) {
  button.addEventListener("click", async () => {
    const label = button.textContent;
    button.disabled = true;
    button.textContent = words.building;
    try {
      await ask(`/api/edition/${button.dataset.name}`, { edition: button.dataset.edition });
      const job = await build([button.dataset.name]);
      if (job.state === "done") go("", byId("voice").textContent);
      whyFailed(job, button.closest(".way").querySelector(".why"));
    } catch (error) {
      button.closest(".way").querySelector(".why").textContent = error.message;
      say(error.message);
    }
    button.textContent = label;
    button.disabled = false;
  });
}
