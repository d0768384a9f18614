// What is typed and not yet saved, kept by the browser: a closed lid or a killed server loses nothing.
// Each tab keeps its own; what a tab left behind that is gone, the next one to open the page takes up.
const stem = `printkit ${document.body.dataset.project} ${location.pathname} `;
let key = "";

/** Hold a name for as long as this tab lives; false: another tab holds it. */
function hold(name) {
  if (!navigator.locks) return true;
  return new Promise((done) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      done(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    });
  });
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/** Keep what is typed over the file whose hash is base; nothing typed: forget. */
export function keep(base, typed) {
  if (!key) return;
  try {
    if (typed === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ base, typed, at: Date.now() }));
  } catch {
    // the browser keeps nothing, or has no room: the page says that it is not saved
  }
}

/** Return {base, typed} as kept last by a tab that is gone, or null. Before it, nothing is kept. */
export async function kept() {
  let names = [];
  try {
    names = Object.keys(localStorage).filter((name) => name.startsWith(stem) && read(name));
  } catch {
    // no storage at all
  }
  names.sort((one, other) => read(other).at - read(one).at);
  for (const name of names) {
    if (await hold(name)) {
      key = name;
      return read(name);
    }
  }
  key = stem + crypto.randomUUID();
  await hold(key);
  return null;
}
