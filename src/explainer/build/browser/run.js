/* The page before a notebook: says what will be fetched and from whom, and opens the notebook only when that can work.
   What comes from another host is asked for here first, so that a blocked host is told in words and not by cells that
   wait for ever. The browser keeps what was fetched; the kernel then checks each file against its hash. */
"use strict";

(() => {
  const script = document.currentScript;
  const wheels = script.dataset.wheels ? script.dataset.wheels.split(" ") : [];
  const go = document.getElementById("go");
  const trouble = document.getElementById("trouble");
  const progress = document.getElementById("progress");
  const PATIENCE = 60000;

  const named = new URLSearchParams(location.search).get("page") || "start";
  const page = /^[\w/-]+$/.test(named) ? named : "start";
  if (page !== "start") document.getElementById("back").href = `../${page}.html`;

  const tell = (words) => {
    trouble.textContent = words;
    trouble.hidden = false;
    progress.textContent = "";
  };

  if (location.protocol === "file:") {
    tell("This page was opened from a file. A browser lets Python start only on a page that comes from a web address: read the book online, or show it with “make serve” and open the address that it prints.");
    return;
  }
  if (!window.isSecureContext || !navigator.serviceWorker) {
    tell("This page came over plain http, or in a private window. Notebooks find their tables only over https (or on this machine itself): open the same address with https, in an ordinary window.");
    return;
  }
  if (typeof WebAssembly !== "object") {
    tell("This browser has no WebAssembly, which Python needs here. Try another browser, or the notebook at the foot of the chapter.");
    return;
  }

  const fetched = async (address) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { signal: patience.signal, credentials: "omit", referrerPolicy: "no-referrer" });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      await answer.arrayBuffer();
    } finally {
      clearTimeout(timer);
    }
  };

  go.addEventListener("click", async () => {
    go.disabled = true;
    trouble.hidden = true;
    for (const [number, address] of wheels.entries()) {
      const host = new URL(address).host;
      progress.textContent = `Asking ${host} for file ${number + 1} of ${wheels.length} …`;
      try {
        await fetched(address);
      } catch (problem) {
        const why = problem.name === "AbortError" ? `did not answer within ${PATIENCE / 1000} seconds` : "could not be reached";
        tell(`${host} ${why}, so Python cannot start here: your network, or something in your browser, may block it. Nothing else was loaded. The chapter as a notebook for your own machine stands at the foot of its page.`);
        go.disabled = false;
        return;
      }
    }
    progress.textContent = "Opening the notebook …";
    location.assign(`lab/index.html?path=${encodeURIComponent(`${page}.ipynb`)}`);
  });
  go.hidden = false;
})();
