/*
 * Keeps the public directory for who has no connection: the list, the map, and the profiles that were opened.
 * Only what the server gives to anybody is kept. Members' pages lie outside of what this worker sees.
 */
const STORE = "cop-directory-1";
const MOST = 150;
const HOME = new URL(self.registration.scope);
const PARTS = new Set(["style", "script", "font", "image"]);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => {
  event.waitUntil(Promise.allSettled(event.data.filter(isHere).map(fetchAsAnybody)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isHere(request.url)) return;
  if (isPage(request.url) || PARTS.has(request.destination)) event.respondWith(answer(event));
});

async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("cop-directory-") && name !== STORE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

function isHere(url) {
  return new URL(url).origin === HOME.origin;
}

function isPage(url) {
  return new URL(url).pathname.startsWith(HOME.pathname);
}

async function answer(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    event.waitUntil(keep(request.url, response.clone()));
    return response;
  } catch {
    return (await stored(request)) || Response.error();
  }
}

/* Of a page that was made for somebody who is logged in, the one for anybody is kept. */
function keep(url, response) {
  if (response.status === 404 || response.status === 410) return forget(url);
  if (!response.ok || response.redirected) return undefined;
  if (isForAnybody(url, response)) return put(url, response);
  return isPage(url) ? fetchAsAnybody(url) : undefined;
}

async function fetchAsAnybody(url) {
  const response = await fetch(url, { credentials: "omit" });
  if (response.ok && !response.redirected && isForAnybody(url, response)) await put(url, response);
}

function isForAnybody(url, response) {
  const told = response.headers.get("Cache-Control") || "";
  return /\bpublic\b/.test(told) || (!isPage(url) && !/\b(private|no-store)\b/.test(told));
}

async function forget(url) {
  const store = await caches.open(STORE);
  await store.delete(url, { ignoreVary: true });
}

async function put(url, response) {
  const store = await caches.open(STORE);
  await store.put(url, response);
  const kept = await store.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map((each) => store.delete(each)));
}

/* A page that was never opened gives the list: better than nothing, and the page says what it is. */
async function stored(request) {
  const store = await caches.open(STORE);
  const found = await store.match(request.url, { ignoreVary: true });
  if (found || request.destination !== "document") return found;
  return store.match(HOME.href, { ignoreVary: true });
}
