// The plan as a strip of shards, and each node with its share, speed, state and heartbeat.

import { bytes, count, duration, find, make, say, words } from './text.js';

const hues = 6, parts = ['compute', 'exchange', 'wait', 'commit'];
const cards = new Map(), hueOf = new Map();

function hue(node) {
  if (!hueOf.has(node)) hueOf.set(node, hueOf.size % hues);
  return hueOf.get(node);
}

const range = share => share.end - share.first === 1 ? `shard ${share.first}` : `shards ${share.first}–${share.end - 1}`;

export function showPlan(plan) {
  const isKnown = plan !== null;
  if (isKnown) say(find('plan-why'), `${plan.paused ? 'Paused' : `Plan ${plan.term}.${plan.epoch}, from phase ${count(plan.from)}`}: ${plan.reason}.`);
  const averages = new Map((plan?.averagers ?? []).map(one => [one.node, one.slices]));
  find('plan').replaceChildren(...(plan?.shares ?? []).map(share => {
    const item = make('li', `hue-${hue(share.node)}`);
    item.style.flexGrow = share.end - share.first;
    const slices = averages.get(share.node);
    item.append(make('b', '', range(share)), make('span', '', share.node));
    if (slices) item.append(make('span', '', `averages ${count(slices)} ${slices === 1 ? 'slice' : 'slices'}`));
    return item;
  }));
}

export function showNodes(nodes) {
  find('no-nodes').hidden = nodes.length > 0;
  // A node that has restarted on its port is another process of the same name.
  const keys = new Set(nodes.map(one => `${one.node} ${one.process}`));
  for (const [key, card] of cards) if (!keys.has(key)) { card.root.remove(); cards.delete(key); }
  for (const node of nodes) {
    const key = `${node.node} ${node.process}`;
    if (!cards.has(key)) cards.set(key, newCard(node));
    update(cards.get(key), node);
  }
}

function newCard(node) {
  const card = { root: make('li', `card node hue-${hue(node.node)}`), state: make('span', 'pill'), role: make('p', 'quiet'), bar: make('div', 'bar'), rows: new Map() };
  const head = make('div', 'head');
  head.append(make('h3', '', node.node), card.state);
  const rows = make('dl', 'rows');
  for (const name of ['heartbeat', 'shards', 'speed', 'a shard takes', 'network', 'longest gap']) {
    const row = make('div'), value = make('dd');
    row.append(make('dt', '', name), value);
    rows.append(row);
    card.rows.set(name, value);
  }
  card.bar.setAttribute('role', 'img');
  for (const part of parts) card.bar.append(make('i', part));
  card.root.append(head, card.role, card.bar, rows);
  const page = pageOf(node.web);
  if (page) card.root.append(page);
  find('nodes').append(card.root);
  return card;
}

function pageOf(address) {
  if (!address || !/^https?:\/\//.test(address)) return null;
  const link = make('a', 'quiet', 'its own page');
  link.href = address;
  link.rel = 'noreferrer';
  return link;
}

function update(card, node) {
  const isGone = ['lost', 'left'].includes(node.state), isWorker = node.roles.includes('worker');
  card.root.dataset.state = node.state;
  card.root.dataset.process = node.process;
  card.state.dataset.state = node.state;
  say(card.state, words(node.state));
  say(card.role, `${node.roles.map(role => role === 'coordinator' && node.isCoordinator ? 'coordinates' : role).join(', ')} · ${node.machine}, process ${node.process}`);
  const set = (name, text) => {
    say(card.rows.get(name), text);
    card.rows.get(name).parentElement.hidden = !isWorker && !['heartbeat', 'network'].includes(name);
  };
  set('heartbeat', `${duration(node.seenSecondsAgo)} ago`);
  set('shards', node.shards ? range(node.shards).replace(/^shards? /, '') : 'none');
  set('speed', isGone ? '–' : `${count(node.imagesPerSecond)} images/s on ${node.lanes} ${node.lanes === 1 ? 'lane' : 'lanes'}`);
  set('a shard takes', duration(node.secondsPerShard));
  set('network', isGone ? '–' : `${bytes(node.bytesInPerSecond)}/s in, ${bytes(node.bytesOutPerSecond)}/s out`);
  set('longest gap', duration(node.longestGapSeconds));
  const times = node.phaseTime;
  card.bar.hidden = !times;
  if (!times) return;
  const whole = parts.reduce((sum, part) => sum + times[part], 0) || 1;
  parts.forEach((part, i) => { card.bar.children[i].style.flexGrow = times[part] / whole; });
  card.bar.setAttribute('aria-label', `A phase: ${parts.map(part => `${part} ${duration(times[part])}`).join(', ')}`);
}
