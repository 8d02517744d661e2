// Requests of shared and service workers pass no tab's interception, so a page under audit gets neither: a shared worker
// that never answers, and a registration that is never done.
if (globalThis.SharedWorker) globalThis.SharedWorker = class SharedWorker extends EventTarget {
  onerror = null;
  port = new MessageChannel().port1;
};
if (globalThis.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = () => new Promise(() => {});
