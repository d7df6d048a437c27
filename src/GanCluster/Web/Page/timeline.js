// What happened, newest first, and the stalls.

import { count, duration, find, make, time, words } from './text.js';

const kept = 500, shown = 120;
const group = {
  workerStarted: 'workers', workerEnded: 'workers', workerAdmitted: 'workers', workerRefused: 'workers', workerLost: 'workers',
  planMade: 'plans', shardsRecomputed: 'plans', phaseSkipped: 'plans', healthChanged: 'plans', rolledBack: 'plans', evaluated: 'files',
  checkpointWritten: 'files', checkpointFailed: 'files', checkpointRejected: 'files', sampleDrawn: 'files',
};
const bad = new Set(['workerLost', 'workerRefused', 'checkpointFailed', 'checkpointRejected', 'phaseSkipped', 'rolledBack']), good = new Set(['workerAdmitted', 'started', 'ended']);

let events = [];

export function addEvent(one) {
  events = [one, ...events.filter(known => known.number !== one.number)].slice(0, kept);
}

export function forgetEvents() { events = []; }

export function showEvents() {
  const wanted = document.querySelector('input[name=kinds]:checked').value;
  const found = events.filter(one => wanted === 'all' || group[one.kind] === wanted).slice(0, shown);
  find('no-events').hidden = found.length > 0;
  find('no-events').textContent = events.length > 0 ? 'Nothing of this kind has happened yet.' : 'Nothing has happened yet.';
  find('events').hidden = found.length === 0;
  find('events').replaceChildren(...found.map(one => {
    const item = make('li', bad.has(one.kind) || (one.kind === 'healthChanged' && !one.text.startsWith('healthy')) ? 'bad' : good.has(one.kind) ? 'good' : '');
    item.dataset.kind = one.kind;
    const when = make('time', 'quiet', time(one.time));
    when.dateTime = one.time;
    const head = make('p');
    head.append(make('b', '', words(one.kind)), when);
    item.append(head, make('p', 'text', one.text));
    return item;
  }));
}

export function showStalls(stalls) {
  find('no-stalls').hidden = stalls.length > 0;
  find('stalls').replaceChildren(...stalls.map(one =>
    make('li', '', `${duration(one.seconds)} before step ${count(one.step)}, at ${time(one.time)}`)));
}
