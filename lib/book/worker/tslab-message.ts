/** A message of Jupyter's protocol, as the page has it. */
export interface JupyterMessage {
  header: Record<string, unknown> & { msg_type: string };
  parent_header: object;
  metadata: object;
  content: Record<string, unknown>;
  channel: string;
  buffers: unknown[];
}

interface Socket {
  send(message: TslabMessage): void;
}

/** A message as tslab answers it: what is one through ZeroMQ on a computer. */
export class TslabMessage {
  header: JupyterMessage['header'];
  content: JupyterMessage['content'];
  private parent: object = {};

  constructor({ header, content }: Pick<JupyterMessage, 'header' | 'content'>) {
    this.header = header;
    this.content = content;
  }

  createReply(): TslabMessage {
    const { session, username } = this.header;
    const reply = new TslabMessage({
      header: {
        ...{ version: '5.3', session, username, msg_type: this.header.msg_type },
        msg_id: crypto.randomUUID(),
        date: new Date().toISOString(),
      },
      content: {},
    });
    reply.parent = this.header;
    return reply;
  }

  signAndSend(_key: string, socket: Socket): void {
    socket.send(this);
  }

  forPage(channel: string): JupyterMessage {
    const { header, parent, content } = this;
    // What a cell sends may hold what no message can carry: as JSON it goes to Jupyter elsewhere too.
    const plain = JSON.parse(JSON.stringify(content)) as JupyterMessage['content'];
    return { header, parent_header: parent, metadata: {}, content: plain, channel, buffers: [] };
  }
}
