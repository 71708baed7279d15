// Brought to a page by `make watch` alone: reloads it when a new edition stands, says what stopped a build.
(() => {
"use strict";
let edition = null;
let box = null;

function show(state) {
  const words = state.wrong || (state.building ? "Building …" : "");
  if (!words) {
    if (box) box.remove();
    box = null;
    return;
  }
  if (!box) {
    box = document.createElement("section");
    box.id = "-watch";
    box.setAttribute("role", "status");
    document.body.append(box);
  }
  box.className = state.wrong ? "wrong" : "building";
  box.replaceChildren();
  if (state.wrong) {
    const head = document.createElement("strong");
    head.textContent = state.building ? "Building again …" : "The build stopped. You see the last good site.";
    box.append(head);
  }
  const text = document.createElement(state.wrong ? "pre" : "span");
  text.textContent = words;
  box.append(text);
}

async function look() {
  try {
    const state = await (await fetch("/-watch/state")).json();
    if (edition !== null && state.edition !== edition) location.reload();
    edition = state.edition;
    show(state);
  } catch {
    // `make watch` has ended, or is starting anew.
  }
  setTimeout(look, 400);
}
look();
})();
