// For browsers that cannot run the page, in words that they all understand: it says so, and what they lack.
(function () {
  var needed = [
    ["JavaScript modules", "noModule" in document.createElement("script")],
    ["server-sent events", typeof EventSource !== "undefined"],
    ["Array.prototype.toSorted", "toSorted" in Array.prototype],
    ["String.prototype.toWellFormed", "toWellFormed" in String.prototype],
    ["AbortSignal.timeout", typeof AbortSignal !== "undefined" && "timeout" in AbortSignal],
    ["DecompressionStream", typeof DecompressionStream !== "undefined"],
  ];
  var missing = [];
  for (var at = 0; at < needed.length; at += 1) if (!needed[at][1]) missing.push(needed[at][0]);
  if (missing.length === 0) return;
  var root = document.getElementById("app");
  root.setAttribute("data-too-old", "yes");
  root.textContent =
    "This browser is too old for this page: it lacks " +
    missing.join(", ") +
    ". All browsers since November 2023 have it. The same data is at ./api/v1/snapshot.json.";
})();
