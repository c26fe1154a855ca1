// The tabs that have the app open: which of them has a draft open too, and what one tells the others.
//
// Whether a draft is open elsewhere is asked of the browser's locks, which go with their tab, however it ends.

const CHANNEL = "rundown";

export class Tabs {
  /** `onMessage` is given what another tab told. */
  constructor(onMessage) {
    this.release = null;
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => typeof data === "string" && onMessage(data);
    this.held = "";
    addEventListener("pagehide", () => this.letGo());
    // Back from where the browser had put it away.
    addEventListener("pageshow", ({ persisted }) => persisted && this.hold(this.held));
  }

  /** Tells all other tabs. */
  tell(message) {
    this.channel?.postMessage(message);
  }

  letGo() {
    this.release?.();
    this.release = null;
    this.tell(JSON.stringify("opened"));
  }

  /** Says that this tab has something open, in place of what it had open before; an empty name for nothing. */
  async hold(name) {
    this.letGo();
    this.held = name;
    if (!name || !navigator.locks) return;
    const released = new Promise((resolve) => (this.release = resolve));
    await new Promise((resolve) => {
      const held = navigator.locks.request(name, { mode: "shared" }, () => {
        resolve();
        return released;
      });
      // A page that is going away gets none.
      held.catch(resolve);
    });
  }

  /** How many tabs have something open, this one included; 0 where the browser does not say. */
  async count(name) {
    const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
    return held.filter((lock) => lock.name === name).length;
  }
}
