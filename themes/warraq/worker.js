// Keeps the pages and files of this site that have been visited, and search as a whole where it is
// small, for times without a network.
//
// The build puts `version` and `kept` before this. Files in `assets` have a fingerprint in their
// names and never change; everything else is asked for first, and kept in case there is no answer.
"use strict";

const scope = new URL(self.registration.scope);
const prefix = `hashiya ${scope.pathname} `;
const name = prefix + version;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(name).then((cache) => Promise.all(kept.map((path) => bring(cache, path)))));
});

// What the worker before this one has kept of files that never change need not be loaded again.
async function bring(cache, path) {
  const found = path.startsWith("assets/") && (await caches.match(new URL(path, scope)));
  await (found ? cache.put(path, found) : cache.add(path));
}

self.addEventListener("activate", (event) => {
  const isOld = (other) => other.startsWith(prefix) && other !== name;
  const cleared = caches
    .keys()
    .then((names) => Promise.all(names.filter(isOld).map((old) => caches.delete(old))));
  event.waitUntil(cleared.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = url.origin === scope.origin && url.pathname.startsWith(scope.pathname);
  if (request.method !== "GET" || !isOurs) return;
  const isAsset = url.pathname.startsWith(`${scope.pathname}assets/`);
  event.respondWith(isAsset ? fromCache(request) : fromNetwork(request));
});

async function fromCache(request) {
  const cache = await caches.open(name);
  return (await cache.match(request)) ?? keep(cache, request);
}

async function fromNetwork(request) {
  const cache = await caches.open(name);
  try {
    return await keep(cache, request);
  } catch (error) {
    // A page is the same for every query; and where a folder is asked for, its index is meant.
    const url = new URL(request.url);
    if (url.pathname.endsWith("/")) url.pathname += "index.html";
    const found = await cache.match(url, { ignoreSearch: true });
    if (found) return found;
    throw error;
  }
}

async function keep(cache, request) {
  const response = await fetch(request);
  if (response.ok) {
    const url = new URL(request.url);
    url.search = "";
    url.hash = "";
    if (url.pathname.endsWith("/")) url.pathname += "index.html";
    await cache.put(url, response.clone());
  }
  return response;
}
