// The sides of a format as pictures, with what is drawn over them: cut, safe zone, folds. In mm.
import { fill, make, words } from "./common.js";

const SVG = "http://www.w3.org/2000/svg";

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const frame = (x, y, w, h) => `M${x} ${y}h${w}v${h}h${-w}z`;

function overlay({ trim: [width, height], bleed, safe, folds }, side) {
  const whole = frame(0, 0, width + 2 * bleed, height + 2 * bleed);
  const cut = frame(bleed, bleed, width, height);
  const inner = frame(bleed + safe, bleed + safe, width - 2 * safe, height - 2 * safe);
  const shapes = [
    draw("path", { class: "off", d: whole + cut, "fill-rule": "evenodd" }),
    draw("path", { class: "unsafe", d: cut + inner, "fill-rule": "evenodd" }),
    draw("path", { class: "cut", d: cut }),
  ];
  for (const x of folds[side] || []) {
    shapes.push(draw("path", { class: "fold", d: `M${bleed + x} 0v${height + 2 * bleed}` }));
  }
  return shapes;
}

/** Show the sides of an answer in the stage once their pictures are there: no flicker. */
export async function show(stage, answer) {
  const { geometry, sides } = answer;
  await Promise.all(
    sides.map((url) => {
      const picture = new Image();
      picture.src = url;
      return picture.decode().catch(() => {});
    }),
  );
  if (!geometry) return;
  const { trim: [width, height], bleed } = geometry;
  const box = [width + 2 * bleed, height + 2 * bleed];
  stage.dataset.shape = width > height ? "wide" : "tall";
  stage.dataset.sides = sides.length;
  const old = [...stage.querySelectorAll("figure")];
  const same = stage.dataset.format === answer.format && old.length === sides.length;
  stage.dataset.format = answer.format;
  if (same) {
    sides.forEach((url, side) => old[side].querySelector("image").setAttribute("href", url));
    return;
  }
  stage.replaceChildren(
    ...sides.map((url, side) => {
      const name = sides.length === 2 ? [words.front, words.back][side] : fill(words.side, { number: side + 1 });
      const svg = draw("svg", { viewBox: `0 0 ${box[0]} ${box[1]}`, role: "img", preserveAspectRatio: "xMidYMin meet", "aria-label": `${geometry.label}, ${name}` });
      svg.append(draw("image", { href: url, width: box[0], height: box[1], preserveAspectRatio: "none" }));
      svg.append(...overlay(geometry, side));
      const caption = sides.length > 1 ? [make("figcaption", {}, name)] : [];
      return make("figure", {}, ...caption, svg);
    }),
  );
}
