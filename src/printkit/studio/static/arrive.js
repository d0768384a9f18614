// Arriving from a finding: at a line of the text, or at a field of the form.
const area = document.getElementById("text");
const line = Number(new URLSearchParams(location.search).get("line"));
if (area && line > 1) {
  const start = area.value.split("\n").slice(0, line - 1).join("\n").length + 1;
  const end = area.value.indexOf("\n", start);
  const whole = area.value;
  area.value = whole.slice(0, start); // its height tells how far down the line is, long lines wrapped
  const depth = area.scrollHeight;
  area.value = whole;
  area.focus();
  area.setSelectionRange(start, end < 0 ? whole.length : end);
  area.scrollTop = Math.max(0, depth - area.clientHeight / 2);
}

const names = location.hash.slice(1).split("-");
while (names.length > 1) {
  const field = document.getElementById(names.join("-"));
  if (field) {
    field.closest("details")?.setAttribute("open", "");
    const input = field.matches("input, textarea, select") ? field : field.querySelector("input, button");
    (input || field).focus();
    field.scrollIntoView({ block: "center" });
    break;
  }
  names.pop();
}
