// Numbers, times and JSON as people read them.
const whole = new Intl.NumberFormat('en-GB');
export const count = (n) => n === null || n === undefined ? '–' : whole.format(n);

export function bytes(n) {
  if (n === null || n === undefined) return '–';
  for (const unit of ['B', 'kB', 'MB', 'GB', 'TB']) {
    if (n < 1000 || unit === 'TB') return (unit === 'B' || n >= 100 ? Math.round(n) : n.toFixed(1)) + ' ' + unit;
    n /= 1000;
  }
}

export const rate = (n) => n === null || n === undefined ? '–' : n === 0 ? '0/s' : (n < 10 ? n.toFixed(1) : count(Math.round(n))) + '/s';
export const byteRate = (n) => n === null || n === undefined ? '–' : bytes(n) + '/s';
export const ms = (n) => n < 10 ? n.toFixed(1) + ' ms' : n < 1000 ? Math.round(n) + ' ms' : (n / 1000).toFixed(n < 10000 ? 1 : 0) + ' s';
export const plural = (n, one, many) => count(n) + ' ' + (n === 1 ? one : many ?? one + 's');

const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const clock = (at) => clockFormat.format(new Date(at));
export const moment = (at) => {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? clockFormat.format(date) : dayFormat.format(date);
};
export const exact = (at) => new Date(at).toISOString();

export function age(at, now = Date.now()) {
  const s = Math.max(0, Math.round((now - new Date(at)) / 1000));
  return s < 100 ? s + ' s' : s < 6000 ? Math.round(s / 60) + ' min' : s < 172800 ? Math.round(s / 3600) + ' h' : Math.round(s / 86400) + ' days';
}

export function duration(millis) {
  if (millis < 0) return 'for ever';
  const h = millis / 3600000;
  return h < 1 ? Math.round(millis / 60000) + ' min' : h < 48 ? +h.toFixed(1) + ' h' : +(h / 24).toFixed(1) + ' days';
}

/**
 * Splits JSON into indented, coloured pieces without reading it into numbers: what is shown is what is there, digit by
 * digit. Returns null for what is not JSON.
 */
export function prettyJson(text) {
  const tokens = /\s+|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([{}[\],:])/gy;
  const pieces = [];
  const open = [];
  let last = null;
  let match;
  let end = 0;
  const line = () => pieces.push(['', '\n' + '  '.repeat(open.length)]);
  while ((match = tokens.exec(text))) {
    end = tokens.lastIndex;
    const [all, string, number, word, mark] = match;
    if (string !== undefined) {
      if (last === '{' || last === '[' || (last === ',' )) line();
      pieces.push([open.at(-1) === '{' && last !== ':' ? 'j-name' : 'j-string', string]);
      last = 's';
    }
    else if (number !== undefined || word !== undefined) {
      if (last === '[' || last === ',') line();
      pieces.push([number !== undefined ? 'j-number' : 'j-word', all]);
      last = 'v';
    }
    else if (mark) {
      if (mark === '{' || mark === '[') {
        if (last === '[' || last === ',') line();
        pieces.push(['', mark]);
        open.push(mark);
      }
      else if (mark === '}' || mark === ']') {
        open.pop();
        if (last !== '{' && last !== '[') line();
        pieces.push(['', mark]);
      }
      else pieces.push(['', mark === ':' ? ': ' : ',']);
      last = mark;
    }
    if (end === text.length) break;
  }
  return end === text.length && open.length === 0 && pieces.length ? pieces : null;
}
