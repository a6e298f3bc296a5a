import { requireFromTslab } from './tslab-modules.js';

type Parts = (string | Buffer)[];

interface Socket {
  send(parts: Parts): Promise<void>;
}

type SocketClass = new (options?: object) => Socket;

interface ZeroMq {
  Publisher: SocketClass;
  Router: SocketClass;
}

const zeromq = requireFromTslab('zeromq') as ZeroMq;

let sending: Promise<unknown> = Promise.resolve();

/** Fulfilled when everything that was to be sent so far has left. */
export const everythingSent = () => sending;

/** What each socket is busy with; sockets take no further property. */
const busy = new WeakMap<Socket, Promise<void>>();

/** Sends one message after the other: a socket refuses a second one while it is still busy with the first. */
function inOrder(Original: SocketClass, options: object): SocketClass {
  return class extends Original {
    constructor() {
      super(options);
    }

    override send(parts: Parts): Promise<void> {
      const before = busy.get(this) ?? Promise.resolve();
      const sent = before.then(() => super.send(parts)).catch(() => {});
      busy.set(this, sent);
      sending = Promise.all([sending, sent]);
      return sent;
    }
  };
}

/**
 * Makes sure that no output is lost on its way: tslab does not wait for its sends, so that after some hundred
 * messages further ones are refused, and beyond a thousand waiting ones a publisher drops what comes.
 */
export function sendEverything(): void {
  zeromq.Publisher = inOrder(zeromq.Publisher, { sendHighWaterMark: 0 });
  zeromq.Router = inOrder(zeromq.Router, {});
}
