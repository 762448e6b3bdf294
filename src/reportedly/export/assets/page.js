"use strict";
// Hovering or focusing a claim shows its marks; hovering a mark shows its claims.
const marksOf = new Map();
for (const mark of document.querySelectorAll("mark[data-claims]"))
  for (const id of mark.dataset.claims.split(" ")) if (id) marksOf.set(id, [...(marksOf.get(id) || []), mark]);
const claimOf = new Map([...document.querySelectorAll("[data-claim]")].map((c) => [c.dataset.claim, c]));
const show = (nodes, on) => { for (const n of nodes) n && n.classList.toggle("on", on); };
for (const [id, claim] of claimOf)
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]])
    claim.addEventListener(event, () => show([claim, ...(marksOf.get(id) || [])], on));
for (const mark of document.querySelectorAll("mark[data-claims]"))
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false]])
    mark.addEventListener(event, () => show(mark.dataset.claims.split(" ").map((id) => claimOf.get(id)), on));
