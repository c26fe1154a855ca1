// The tabs that have the app open: messages between them, and which of them has a draft open.
//
// A tab holds a lock for its open draft. The browser releases it when the tab ends, in whatever way.

const CHANNEL = "rundown";

export class Tabs {
  /** `onMessage` is called with each message of another tab. */
  constructor(onMessage) {
    this.releaseLock = null;
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => typeof data === "string" && onMessage(data);
    this.held = "";
    addEventListener("pagehide", () => this.release());
    // The page is back from the back-forward cache.
    addEventListener("pageshow", ({ persisted }) => persisted && this.hold(this.held));
  }

  /** Sends a message to all other tabs. */
  tell(message) {
    this.channel?.postMessage(message);
  }

  release() {
    this.releaseLock?.();
    this.releaseLock = null;
    this.tell(JSON.stringify("opened"));
  }

  /** Takes the lock of what this tab has open, and releases the one before; an empty name for none. */
  async hold(name) {
    this.release();
    this.held = name;
    if (!name || !navigator.locks) return;
    const released = new Promise((resolve) => (this.releaseLock = resolve));
    await new Promise((resolve) => {
      const held = navigator.locks.request(name, { mode: "shared" }, () => {
        resolve();
        return released;
      });
      // A page that is closing gets no lock.
      held.catch(resolve);
    });
  }

  /** How many tabs have something open, including this one; 0 if the browser does not say. */
  async count(name) {
    const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
    return held.filter((lock) => lock.name === name).length;
  }
}
