"use strict";
// Without this the list is whole; with it, words narrow it.
const box = document.getElementById("words");
const told = document.getElementById("told");
const papers = Array.from(document.querySelectorAll(".papers > li"));
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let texts = null;

function narrow() {
  texts = texts || papers.map((paper) => plain(paper.textContent));
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  let count = 0;
  papers.forEach((paper, place) => {
    paper.hidden = !words.every((word) => texts[place].includes(word));
    count += paper.hidden ? 0 : 1;
  });
  told.textContent = words.length ? `${count} of ${papers.length}` : "";
}

box.addEventListener("input", narrow);
box.closest(".filter").hidden = false;
if (box.value) narrow();
