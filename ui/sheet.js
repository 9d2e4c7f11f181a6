// Makes the elements of a sheet from plain data: texts become text nodes and are never parsed.

function made([tag, attributes, ...children], follow) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "opens") element.onclick = (event) => follow(event, value);
    else element.setAttribute(name, value);
  }
  element.append(...children.map((child) => (Array.isArray(child) ? made(child, follow) : child)));
  return element;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.stringify(data);
  const before = parentElement.querySelector(".sheet");
  if (before?.told === told) return;

  const follow = (event, value) => {
    // A new tab or window is the browser's own business.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("opened", value);
  };
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  sheet.told = told;
  sheet.append(made(data, follow));

  // Whoever works with the keyboard stays on the link just followed.
  const held = parentElement.activeElement?.getAttribute("href");
  if (before) before.replaceWith(sheet);
  else parentElement.append(sheet);
  if (held) sheet.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}
