// What is typed and not yet saved, kept by the browser: a closed lid or a killed server loses nothing.
const key = `printkit ${document.body.dataset.project} ${location.pathname}`;

/** Keep what is typed over the file whose hash is base; nothing typed: forget. */
export function keep(base, typed) {
  try {
    if (typed === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ base, typed }));
  } catch {
    // the browser keeps nothing, or has no room: the page says that it is not saved
  }
}

/** Return {base, typed} as kept last, or null. */
export function kept() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
