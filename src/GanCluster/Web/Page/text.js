// Numbers and times as people read them, and elements whose text is never HTML.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const none = '–';

export const count = value => value == null ? none : whole.format(value);
export const fixed = (value, digits) => value == null ? none : value.toFixed(digits);
export const time = value => clock.format(new Date(value));

/** A duration in seconds: 42 ms, 3.1 s, 1:05, 2:14:09. */
export function duration(seconds) {
  if (seconds == null) return none;
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const all = Math.round(seconds), pad = number => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor(all / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(all % 60)}` : `${minutes}:${pad(all % 60)}`;
}

export function bytes(value) {
  if (value == null) return none;
  const units = ['B', 'kB', 'MB', 'GB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit++; }
  return `${value.toFixed(unit === 0 || value >= 100 ? 0 : 1)} ${units[unit]}`;
}

/** camelCase as words. */
export const words = name => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

export const find = id => document.getElementById(id);

/** Sets text only where it differs, so that what a person has selected stays. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text != null) element.textContent = text;
  return element;
}
