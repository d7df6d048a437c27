// A line chart in SVG: each series faint as it is, and strong as its moving average. The pointer or the arrow keys read off a step.

import { count, make } from './text.js';

const space = 'http://www.w3.org/2000/svg';
const [left, right, top, bottom, height] = [44, 8, 8, 22, 200];

function draw(tag, attributes) {
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Round numbers from low to high, about so many. */
export function ticks(low, high, about) {
  const raw = (high - low) / about, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(size => size >= raw);
  const found = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

function smooth(values, weight) {
  let average = null;
  return values.map(value => value == null ? null : average = average == null ? value : average + weight * (value - average));
}

export class Chart {
  #points = [];
  #cursor = null;

  /** @param series { key, label, tone } each. @param format A value as text. @param range [low, high] where it is fixed; null ends follow the values. */
  constructor(place, { title, series, format, range = [null, null], empty }) {
    Object.assign(this, { title, series, format, range });
    this.legend = make('p', 'legend');
    this.readings = series.map(one => {
      const entry = make('span', `entry ${one.tone}`);
      const value = make('b', '', '–');
      entry.append(make('i'), one.label, ' ', value);
      this.legend.append(entry);
      return value;
    });
    this.where = make('span', 'where quiet');
    this.legend.append(this.where);
    this.svg = draw('svg', { role: 'img', tabindex: '0', height, 'aria-label': `${title}: no step yet` });
    this.empty = make('p', 'empty', empty);
    place.append(this.legend, this.svg, this.empty);
    this.svg.addEventListener('pointermove', event => this.#point(event.offsetX));
    this.svg.addEventListener('pointerleave', () => this.#move(null));
    this.svg.addEventListener('blur', () => this.#move(null));
    this.svg.addEventListener('keydown', event => this.#key(event));
    new ResizeObserver(() => this.draw(this.#points)).observe(place);
  }

  draw(points) {
    this.#points = points;
    this.empty.hidden = points.length > 1;
    this.svg.toggleAttribute('hidden', points.length <= 1);
    const width = this.svg.parentElement.clientWidth;
    if (points.length <= 1 || width === 0) return;
    const columns = this.series.map(one => points.map(point => point[one.key]));
    const [low, high] = this.#ends(columns);
    const [first, last] = [points[0].step, points[points.length - 1].step];
    const x = this.x = step => left + (width - left - right) * (step - first) / Math.max(1, last - first);
    const y = this.y = value => top + (height - top - bottom) * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low));
    const parts = [];
    for (const value of ticks(low, high, 5)) {
      parts.push(draw('line', { class: 'grid', x1: left, x2: width - right, y1: y(value), y2: y(value) }));
      parts.push(this.#label({ x: left - 8, y: y(value) + 4, 'text-anchor': 'end' }, this.format(value)));
    }
    for (const step of ticks(first, last, Math.max(2, width / 140)).filter(Number.isInteger))
      parts.push(this.#label({ x: Math.min(x(step), width - right - 12), y: height - 4, 'text-anchor': 'middle' }, count(step)));
    const weight = 1 / Math.max(1, Math.min(25, points.length / 20));
    columns.forEach((values, i) => {
      const tone = this.series[i].tone;
      if (weight < 1) parts.push(draw('path', { class: `line faint ${tone}`, d: this.#path(values) }));
      parts.push(draw('path', { class: `line ${tone}`, d: this.#path(smooth(values, weight)) }));
    });
    this.mark = draw('line', { class: 'cursor', y1: top, y2: height - bottom });
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.svg.replaceChildren(...parts, this.mark);
    this.#read();
  }

  // The first steps may be wild: a hundredth at either end may leave the frame.
  #ends(columns) {
    const sorted = columns.flat().filter(value => value != null).sort((a, b) => a - b);
    if (sorted.length === 0) return [0, 1];
    const at = share => sorted[Math.round(share * (sorted.length - 1))];
    const low = this.range[0] ?? at(0.01), high = this.range[1] ?? at(0.99);
    const room = (high - low || Math.abs(high) || 1) * 0.06;
    return [this.range[0] ?? low - room, this.range[1] ?? high + room];
  }

  #path(values) {
    let text = '', isOpen = false;
    values.forEach((value, i) => {
      if (value != null) text += `${isOpen ? 'L' : 'M'}${this.x(this.#points[i].step).toFixed(1)} ${this.y(value).toFixed(1)}`;
      isOpen = value != null;
    });
    return text;
  }

  #label(attributes, text) {
    const label = draw('text', attributes);
    label.textContent = text;
    return label;
  }

  #point(offset) {
    if (this.#points.length < 2) return;
    let nearest = 0;
    this.#points.forEach((point, i) => { if (Math.abs(this.x(point.step) - offset) < Math.abs(this.x(this.#points[nearest].step) - offset)) nearest = i; });
    this.#move(this.#points[nearest].step);
  }

  #key(event) {
    const towards = { ArrowLeft: -1, ArrowRight: 1, PageUp: -25, PageDown: 25, Home: -Infinity, End: Infinity }[event.key];
    if (towards === undefined || this.#points.length < 2) return;
    event.preventDefault();
    const last = this.#points.length - 1, here = this.#cursor == null ? last : this.#index();
    this.#move(this.#points[Math.min(last, Math.max(0, here + towards))].step);
  }

  #move(step) {
    this.#cursor = step;
    if (this.mark) this.#read();
  }

  #index() {
    const found = this.#points.findIndex(point => point.step >= this.#cursor);
    return found < 0 ? this.#points.length - 1 : found;
  }

  #read() {
    const point = this.#points[this.#cursor == null ? this.#points.length - 1 : this.#index()];
    this.series.forEach((one, i) => { this.readings[i].textContent = point[one.key] == null ? '–' : this.format(point[one.key]); });
    this.where.textContent = this.#cursor == null ? '' : `step ${count(point.step)}`;
    this.mark.toggleAttribute('hidden', this.#cursor == null);
    this.mark.setAttribute('x1', this.x(point.step));
    this.mark.setAttribute('x2', this.x(point.step));
    this.svg.setAttribute('aria-label', `${this.title} at step ${count(point.step)}: ${this.series.map((one, i) => `${one.label} ${this.readings[i].textContent}`).join(', ')}`);
  }
}
