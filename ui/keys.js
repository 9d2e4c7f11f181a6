// The keys of a list: from row to row, to tick one, and to press a button of the page. Only where nobody types, and what
// acts only from within the list, so that no key is taken from the browser, from a field or from a screen reader.

const TYPED_INTO = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';
const UNFOLDED = '[data-testid="stPopoverBody"] form, [data-testid="stPopoverBody"] [data-testid="stForm"]';
const FIELD = ':is(input, textarea, [role="spinbutton"]):not([tabindex="-1"])';
const PATIENCE = 5000;
const LATELY = "tieoutRow";

// The list on the screen, which rows it has, and what opens one.
let listed = null;
const rowsOf = (list) => [...list.querySelectorAll("tbody tr")].filter((row) => row.querySelector('td.tick input'));
const opener = (row) => row?.querySelector("td.main a");
const focused = (list) => list.getRootNode().activeElement;
const placeIn = (list) => rowsOf(list).findIndex((row) => row.contains(focused(list)));

function move(step) {
  const rows = rowsOf(listed);
  const at = placeIn(listed);
  // Whoever comes back to the list, or had it drawn anew by a decision, goes on where they were.
  const wanted = at < 0 ? Number(document.body.dataset[LATELY] ?? 0) : at + step;
  const place = Math.max(0, Math.min(rows.length - 1, wanted));
  document.body.dataset[LATELY] = place;
  opener(rows[place])?.focus();
}

function tick(row, wanted) {
  const box = row?.querySelector("td.tick input");
  if (!box || box.checked === wanted) return;
  box.checked = wanted ?? !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

const named = (name) =>
  [...document.querySelectorAll('[data-testid="stMain"] button')].find((one) => one.innerText.split("\n")[0].trim() === name);

async function until(found) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((go) => setTimeout(go, 50))) {
    const told = found();
    if (told) return told;
  }
  return null;
}

// Ticks the row one is on where none is ticked, waits until the button may be pressed, and goes into what it unfolds.
async function press(row, name) {
  if (!rowsOf(listed).some((one) => one.querySelector("td.tick input").checked)) tick(row, true);
  const button = await until(() => (named(name)?.disabled === false ? named(name) : null));
  if (!button) return;
  button.click();
  await until(() => document.querySelector(UNFOLDED) ?? document.querySelector('[role="dialog"]'));
  enter();
}

// Goes into the form that was unfolded, and once more where drawing it took the focus away.
async function enter() {
  for (let kept = 0, tries = 0; kept < 4 && tries < 20; tries += 1) {
    const form = document.querySelector(UNFOLDED);
    if (!form) return;
    if (form.contains(document.activeElement)) kept += 1;
    else form.querySelector(FIELD)?.focus();
    await new Promise((go) => setTimeout(go, 100));
  }
}

function act(key, row, buttons) {
  if (key === "x") tick(row);
  else if (key === "Enter") opener(row)?.click();
  else press(row, buttons[key]);
}

// What each key does, laid over the page where one is; the browser puts it away with Escape or a click elsewhere.
const legend = () => listed.querySelector("[popover]");

function onKey(event) {
  const at = event.composedPath()[0];
  if (!listed?.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "?" && !at.closest?.(TYPED_INTO)) {
    legend()?.togglePopover();
    event.preventDefault();
    return;
  }
  if (at.closest?.(TYPED_INTO) || document.querySelector('[role="dialog"], [data-testid="stPopoverBody"]')) return;
  const buttons = JSON.parse(listed.querySelector("[data-keys]").dataset.keys);
  const row = rowsOf(listed)[placeIn(listed)];
  const isHere = listed.contains(at);
  const step = { j: 1, k: -1, ...(isHere && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
  if (step && (isHere || at === document.body)) move(step);
  // A link opens by itself.
  else if (row && (event.key === "x" || buttons[event.key] || (event.key === "Enter" && at.matches("input")))) act(event.key, row, buttons);
  else return;
  event.preventDefault();
}

function listen(sheet) {
  if (!sheet.querySelector("[data-keys]")) return;
  if (!listed) document.addEventListener("keydown", onKey);
  listed = sheet;
}

