// The run's pictures, with a slider over their steps. At the newest it stays with the newest.

import { count, find } from './text.js';

let steps = [], shown = null;

export function showSamples(known) {
  const slider = find('sample'), wasNewest = steps.length === 0 || Number(slider.value) >= steps.length - 1;
  const kept = steps[slider.value];
  steps = known;
  slider.max = Math.max(0, steps.length - 1);
  slider.disabled = steps.length < 2;
  if (steps.length === 0) return;
  const at = steps.indexOf(kept);
  slider.value = wasNewest || at < 0 ? steps.length - 1 : at;
  show();
}

function show() {
  const slider = find('sample'), step = steps[slider.value];
  find('newest').disabled = Number(slider.value) >= steps.length - 1;
  find('sample-step').textContent = count(step);
  slider.setAttribute('aria-valuetext', `step ${count(step)}`);
  if (step === shown) return;
  shown = step;
  const picture = new Image();
  picture.alt = `Samples that the generator drew at step ${count(step)}`;
  picture.addEventListener('load', () => { if (step === shown) find('picture').replaceChildren(picture); });
  picture.addEventListener('error', () => { if (step === shown) shown = null; });
  picture.src = `/api/samples/${step}.png`;
}

export function watchSlider() {
  find('sample').addEventListener('input', show);
  find('newest').addEventListener('click', () => {
    find('sample').value = steps.length - 1;
    show();
  });
}
