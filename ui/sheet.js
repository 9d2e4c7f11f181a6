// Makes the elements of a sheet from plain data: texts become text nodes and are never parsed.

const DRAWN = { svg: true, polyline: true };

function made([tag, attributes, ...children], follow) {
  const element = DRAWN[tag] ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "opens") element.onclick = (event) => follow(event, value);
    else if (name === "prints") element.onclick = () => window.print();
    else element.setAttribute(name, value);
  }
  element.append(...children.map((child) => (Array.isArray(child) ? made(child, follow) : child)));
  return element;
}

// The boxes of a sheet, without the one that ticks all others.
const boxes = (sheet) => [...(sheet?.querySelectorAll('input[type="checkbox"]:not([value="*"])') ?? [])];
const picked = (sheet) => boxes(sheet).filter((box) => box.checked).map((box) => box.value);

// Where the list begins, what it says is ticked; afterwards, what was.
const held = (sheet, before) => (before ? picked(before) : (sheet.querySelector("[data-ticked]")?.dataset.ticked.split(" ") ?? []));

function keepPicks(sheet, before, tell) {
  const kept = held(sheet, before);
  for (const box of boxes(sheet)) box.checked = kept.includes(box.value);
  if (picked(sheet).length < kept.length) tell(picked(sheet));
  const all = sheet.querySelector('input[value="*"]');
  sheet.addEventListener("change", ({ target }) => {
    if (target === all) for (const box of boxes(sheet)) box.checked = all.checked;
    else if (all) all.checked = boxes(sheet).every((box) => box.checked);
    tell(picked(sheet));
  });
}

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const told = JSON.stringify(data);
  const before = parentElement.querySelector(".sheet");
  if (before?.told === told) return;

  const follow = (event, value) => {
    // A new tab or window is the browser's own business.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("opened", value);
  };
  // The page speaks the language of its sheets, and what is read out is read in it.
  if (data[1].lang) document.documentElement.lang = data[1].lang;
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  sheet.told = told;
  sheet.append(made(data, follow));
  keepPicks(sheet, before, (values) => setStateValue("picked", values));

  // A sheet that begins something else is brought into view, however far down the page had been read.
  const begins = (of) => of?.querySelector("[data-begins]")?.dataset.begins;
  if (begins(sheet) && begins(sheet) !== begins(before)) requestAnimationFrame(() => sheet.scrollIntoView({ block: "center" }));

  // Whoever works with the keyboard stays on the link just followed.
  const followed = parentElement.activeElement?.getAttribute("href");
  if (before) before.replaceWith(sheet);
  else parentElement.append(sheet);
  listen(sheet);
  if (followed) sheet.querySelector(`a[href="${CSS.escape(followed)}"]`)?.focus({ preventScroll: true });
}
