// The steps so far, by column. Neighbours are joined when there are too many, so that a long run costs no more than a short one.

const most = 2000;
const means = ['discriminatorLoss', 'generatorLoss', 'realScore', 'fakeScore', 'imagesPerSecond'];

const mean = (a, b) => a == null ? b : b == null ? a : (a + b) / 2;

export class Curves {
  constructor() { this.points = []; }

  get last() { return this.points.length > 0 ? this.points[this.points.length - 1].step : 0; }

  replace(columns) {
    this.points = [];
    this.append(columns);
  }

  append(columns) {
    for (let i = 0; i < columns.step.length; i++) {
      if (columns.step[i] <= this.last && this.points.length > 0) continue;
      const point = { step: columns.step[i], time: Date.parse(columns.time[i]) };
      for (const name of means) point[name] = columns[name][i];
      this.points.push(point);
    }
    if (this.points.length > most) this.points = this.#halved();
  }

  /** Where a step took a second longer than usual: the five longest, as { step, time, seconds }. */
  stalls() {
    const gaps = this.points.slice(1).map((point, i) => {
      const before = this.points[i];
      return { step: point.step, time: before.time, seconds: (point.time - before.time) / 1000, steps: point.step - before.step };
    });
    const paces = gaps.map(gap => gap.seconds / gap.steps).sort((a, b) => a - b);
    const usual = paces.length > 0 ? paces[paces.length >> 1] : 0;
    return gaps.filter(gap => gap.seconds - usual * gap.steps > 1).sort((a, b) => b.seconds - a.seconds).slice(0, 5);
  }

  #halved() {
    const joined = [];
    for (let i = 0; i < this.points.length; i += 2) {
      const [a, b] = [this.points[i], this.points[i + 1] ?? this.points[i]];
      const point = { step: b.step, time: b.time };
      for (const name of means) point[name] = mean(a[name], b[name]);
      joined.push(point);
    }
    return joined;
  }
}
