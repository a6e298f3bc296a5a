/** `node:events` in a browser. */

type Name = string | symbol;
type Listener = (...words: unknown[]) => void;

/** What tells others that something happened. */
export class EventEmitter {
  private readonly heard = new Map<Name, Listener[]>();

  on(name: Name, listener: Listener): this {
    this.heard.set(name, [...this.listeners(name), listener]);
    return this;
  }
  addListener(name: Name, listener: Listener): this {
    return this.on(name, listener);
  }
  prependListener(name: Name, listener: Listener): this {
    this.heard.set(name, [listener, ...this.listeners(name)]);
    return this;
  }
  once(name: Name, listener: Listener): this {
    const only: Listener = (...words) => {
      this.removeListener(name, only);
      listener.apply(this, words);
    };
    return this.on(name, only);
  }
  prependOnceListener(name: Name, listener: Listener): this {
    return this.once(name, listener);
  }
  removeListener(name: Name, listener: Listener): this {
    this.heard.set(
      name,
      this.listeners(name).filter((one) => one !== listener),
    );
    return this;
  }
  off(name: Name, listener: Listener): this {
    return this.removeListener(name, listener);
  }
  removeAllListeners(name?: Name): this {
    if (name === undefined) this.heard.clear();
    else this.heard.delete(name);
    return this;
  }
  listeners(name: Name): Listener[] {
    return [...(this.heard.get(name) ?? [])];
  }
  listenerCount(name: Name): number {
    return this.listeners(name).length;
  }
  setMaxListeners(): this {
    return this;
  }
  emit(name: Name, ...words: unknown[]): boolean {
    const listeners = this.listeners(name);
    for (const listener of listeners) listener.apply(this, words);
    return listeners.length > 0;
  }
}

export const once = (emitter: EventEmitter, name: Name): Promise<unknown[]> =>
  new Promise((resolve) => emitter.once(name, (...words) => resolve(words)));

export * as default from './events.js';
