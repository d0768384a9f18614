import { ask, fill, make, say, words } from "./common.js";

async function begin(form, data) {
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    location.href = (await ask("/api/new", data)).url;
  } catch (error) {
    button.disabled = false;
    complain(form, error.message);
  }
}

function complain(form, text) {
  form.querySelector(".said")?.remove();
  form.append(make("p", { class: "said" }, text));
  say(text);
}

for (const form of document.querySelectorAll("form[data-begin]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin(form, Object.fromEntries(new FormData(form)));
  });
}

const calendar = document.querySelector("form[data-calendar]");
calendar.addEventListener("submit", async (event) => {
  event.preventDefault();
  const found = calendar.querySelector(".found");
  found.replaceChildren();
  calendar.querySelector(".said")?.remove();
  try {
    const { events } = await ask("/api/calendar", new FormData(calendar));
    if (events.length > 1) found.append(make("h3", {}, words.choose));
    for (const one of events) {
      const button = make("button", { type: "button", class: "event" });
      button.append(make("strong", {}, one.title));
      const hours = [one.start, one.end].filter(Boolean).join(" – ");
      button.append(make("span", {}, [one.date, hours, one.place].filter(Boolean).join(" · ")));
      for (const note of one.notes) button.append(make("em", {}, note));
      button.addEventListener("click", () => begin(calendar, { title: one.title, event: one }));
      found.append(button);
    }
    say(fill("{n}", { n: events.length }));
  } catch (error) {
    complain(calendar, error.message);
  }
});

// from here on a click is heard
for (const button of document.querySelectorAll("form .button[disabled]")) button.disabled = false;
