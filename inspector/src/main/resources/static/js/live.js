// What the server tells, as it tells it: things by their keys, and the news.
export const things = new Map();
export const news = [];
const MOST_NEWS = 20000;
const listeners = new Set();
let connected = false;

export const get = (key) => things.get(key);
export const isConnected = () => connected;
export const named = (prefix) => [...things].filter(([key, value]) => key.startsWith(prefix) && value !== null)
  .map(([key, value]) => [key.slice(prefix.length), value]);
export const listen = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
const tell = (keys, fresh) => { for (const listener of listeners) listener(keys, fresh); };

let stream = null;
let leaving;

function open() {
  stream = new EventSource('api/stream');
  stream.onopen = () => { connected = true; tell(['connection'], []); };
  stream.onerror = () => { connected = false; tell(['connection'], []); };
  stream.onmessage = (event) => {
    const update = JSON.parse(event.data);
    connected = true;
    if (update.first) { things.clear(); news.length = 0; }
    for (const [key, value] of Object.entries(update.things)) value === null ? things.delete(key) : things.set(key, value);
    for (const one of update.news) news.push(one);
    if (news.length > MOST_NEWS) news.splice(0, news.length - MOST_NEWS);
    tell([...Object.keys(update.things), ...(update.news.length ? ['news'] : [])], update.first ? [] : update.news);
  };
}

function close() {
  stream?.close();
  stream = null;
}

/** Listens while somebody looks: a page in the background lets go, since a browser keeps few connections to one server. */
export function connect() {
  open();
  addEventListener('pagehide', close);
  addEventListener('pageshow', () => stream ?? open());
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(close, 20000);
    else if (!stream) open();
  });
}

export class Problem extends Error {
  constructor(body, status) {
    super(body?.detail || body?.title || `The server answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** Asks the server, and throws a Problem for anything but a good answer. */
export async function ask(path, query, options) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query || {})) if (value !== null && value !== undefined && value !== '') search.set(name, value);
  const text = search.toString();
  let response;
  try {
    response = await fetch('api/' + path + (text ? '?' + text : ''), options);
  }
  catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem({ detail: 'The inspector does not answer. Is it still running?' }, 0);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Problem(body, response.status);
  return body;
}
export const post = (path, query, body) => ask(path, query, { method: 'POST', body, headers: body === undefined ? {} : { 'Content-Type': 'application/json' } });
export const remove = (path, query) => ask(path, query, { method: 'DELETE' });
