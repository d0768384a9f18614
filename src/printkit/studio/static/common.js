// What every page shares: words, requests, the voice for screen readers, builds.
export const words = JSON.parse(document.getElementById("words").textContent);
export const byId = (id) => document.getElementById(id);

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

export function say(text) {
  byId("voice").textContent = text;
}

/** Go to another page, or the same anew, and say there how it went. */
export function go(address, text) {
  sessionStorage.setItem("told", text);
  if (address) location.href = address;
  else location.reload();
}
const told = sessionStorage.getItem("told");
sessionStorage.removeItem("told");
if (told) setTimeout(say, 300, told); // once the page is there: a voice hears changes only

/** Make an element: make("p", {class: "x"}, "text", child…) */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || String(status));
    this.status = status;
    this.answer = answer;
  }
}

export async function ask(url, data, signal) {
  const options = { signal, headers: { accept: "application/json" } };
  if (data instanceof FormData) Object.assign(options, { method: "POST", body: data });
  else if (data !== undefined) {
    Object.assign(options, { method: "POST", body: JSON.stringify(data) });
    options.headers["content-type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { error: words.lost });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Show what goes on at the foot of the page; nothing hides it. */
function working(text) {
  byId("working").textContent = text;
  byId("working").hidden = !text;
}

/** Wait for a build to end; `tell` hears each step at once, the voice one every few seconds. */
export async function built(job, tell = working) {
  let wait = 250;
  let spoken = Date.now();
  while (job.state === "building") {
    const step = job.step ? fill(words.building_step, job) : words.building;
    tell(step);
    if (Date.now() - spoken > 5000 && byId("voice").textContent !== step) {
      say(step);
      spoken = Date.now();
    }
    await pause(wait);
    wait = Math.min(wait * 1.3, 2000);
    job = await ask(`/api/build/${job.number}`);
  }
  working("");
  return job;
}

export async function build(names, tell) {
  say(words.building);
  const job = await built(await ask("/api/build", { names }), tell);
  say(job.state === "done" ? fill(words.built, { seconds: job.seconds }) : words.failed);
  return job;
}

/** Show a publication's state once the preflight has spoken. */
export function stateOf(line, { state, state_word: word }) {
  line.className = `state is-${state}`;
  line.querySelector("[data-state]").textContent = word;
}

export function finding(one) {
  const item = make("li", { class: one.severity }, make("p", {}, one.message));
  if (one.hint) item.append(make("p", { class: "help" }, one.hint));
  const where = one.where || (one.path ? `${one.path}:${one.line}` : "");
  if (where) item.append(make("p", { class: "small where" }, where));
  return item;
}

/** Show in a box why a build failed: what stopped it may stand in another file than the one shown. */
export function whyFailed(job, box) {
  const errors = job.findings.filter((one) => one.severity === "error").slice(0, 5);
  if (job.state === "done" || !errors.length) return;
  box.classList.add("bad");
  box.replaceChildren(make("ul", { class: "findings built" }, ...errors.map(finding)));
}

for (const button of document.querySelectorAll("[data-build]")) {
  if (button.tagName !== "BUTTON") continue;
  button.addEventListener("click", async () => {
    const name = button.dataset.build;
    button.disabled = true;
    const label = button.textContent;
    button.textContent = words.building;
    for (const state of document.querySelectorAll("[data-state]")) {
      if (name && state.dataset.state !== name) continue;
      state.textContent = words.building;
      state.parentElement.className = "state is-building";
    }
    try {
      await build(name ? [name] : []);
      go("", byId("voice").textContent);
    } catch (error) {
      button.textContent = label;
      button.disabled = false;
      working(error.message);
      say(error.message);
    }
  });
}
