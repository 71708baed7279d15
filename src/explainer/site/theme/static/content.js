// A button on each block of code that copies it. Pages work without it.
(() => {
  "use strict";
  for (const block of document.querySelectorAll("main .highlight")) {
    if (!block.querySelector("pre") || block.closest(".output")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-code";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const code = block.querySelector("pre").cloneNode(true);
      for (const mark of code.querySelectorAll(".linenos, .gp")) mark.remove();
      try {
        await navigator.clipboard.writeText(code.textContent.trimEnd());
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(block.querySelector("pre"));
        button.textContent = "Marked: copy by hand";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2500);
    });
    block.classList.add("with-copy");
    block.append(button);
  }
})();
