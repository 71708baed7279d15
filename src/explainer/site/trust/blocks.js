// An address may name a claim that has moved to another page of the evidence: go there.
(() => {
  "use strict";
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id.startsWith("claim-") || document.getElementById(id)) return;
  window.explainerClaims = (pages) => {
    const found = pages.find(([, ids]) => ids.split(" ").includes(id.slice(6)));
    if (found) location.replace(`${found[0]}#${id}`);
  };
  const script = document.createElement("script");
  script.src = document.currentScript.src.replace(/blocks\.js.*$/, "claims.js");
  document.head.append(script);
})();
