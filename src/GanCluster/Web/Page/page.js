// Puts the stream's news on the page; drawn at most once a frame.

import { Chart } from './chart.js';
import { Curves } from './curves.js';
import { showNodes, showPlan } from './nodes.js';
import { showLink, showOverview } from './overview.js';
import { showSamples, watchSlider } from './samples.js';
import { Stream } from './stream.js';
import { count, find, fixed } from './text.js';
import { addEvent, forgetEvents, showEvents, showStalls } from './timeline.js';

const curves = new Curves();
const empty = 'No step yet: the curve begins with the second one.';
const charts = [
  new Chart(find('losses'), {
    title: 'Losses', format: value => fixed(value, 2), empty,
    series: [{ key: 'discriminatorLoss', label: 'discriminator', tone: 'one' }, { key: 'generatorLoss', label: 'generator', tone: 'two' }],
  }),
  new Chart(find('throughput'), {
    title: 'Throughput', format: count, range: [0, null], empty,
    series: [{ key: 'imagesPerSecond', label: 'images/s', tone: 'three' }],
  }),
  new Chart(find('scores'), {
    title: 'Scores', format: value => fixed(value, 2), range: [0, 1], empty,
    series: [{ key: 'realScore', label: 'D(real)', tone: 'one' }, { key: 'fakeScore', label: 'D(fake)', tone: 'two' }],
  }),
];

const due = new Set();
function soon(work) {
  if (due.size === 0) requestAnimationFrame(() => {
    const all = [...due];
    due.clear();
    for (const one of all) one();
  });
  due.add(work);
}

function drawCurves() {
  for (const chart of charts) chart.draw(curves.points);
  showStalls(curves.stalls());
}

watchSlider();
for (const choice of document.querySelectorAll('input[name=kinds]')) choice.addEventListener('change', showEvents);
new Stream({
  forget: () => { forgetEvents(); soon(showEvents); },
  history: columns => { curves.replace(columns); soon(drawCurves); },
  metrics: columns => { curves.append(columns); soon(drawCurves); },
  event: one => { addEvent(one); soon(showEvents); },
  samples: known => showSamples(known.steps),
  status: status => { showOverview(status); showPlan(status.plan); showNodes(status.nodes); },
  link: showLink,
});
