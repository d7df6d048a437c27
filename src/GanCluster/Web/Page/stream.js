// Follows the node's events. The browser reconnects by itself and goes on where it was; when the node has restarted, everything is asked for again.

const silence = 8000, pause = 1000;

export class Stream {
  #source = null;
  #heard = 0;
  #again = null;

  /** @param hear { history(columns), event, metrics, samples, status, forget(), link(state, since) }; the state is 'open' or 'lost'. */
  constructor(hear) {
    this.hear = hear;
    setInterval(() => this.#watch(), 1000);
    this.#begin();
  }

  async #begin() {
    this.#stop();
    try {
      const answer = await fetch('/api/history', { cache: 'no-store', signal: AbortSignal.timeout(silence) });
      if (!answer.ok) throw new Error(`the node answers ${answer.status}`);
      const history = await answer.json();
      this.hear.forget();
      this.hear.history(history);
      this.#open(history.step.length > 0 ? history.step[history.step.length - 1] : 0);
    } catch {
      this.#lost();
      this.#again = setTimeout(() => this.#begin(), pause);
    }
  }

  #open(step) {
    const source = this.#source = new EventSource(`/api/events?event=0&step=${step}`);
    this.#heard = Date.now();
    let isFirst = true;
    source.addEventListener('reset', () => { if (!isFirst) this.#begin(); });
    for (const kind of ['event', 'metrics', 'samples', 'status'])
      source.addEventListener(kind, message => {
        if (source !== this.#source) return;
        isFirst = false;
        this.#heard = Date.now();
        this.hear[kind](JSON.parse(message.data));
        this.hear.link('open', this.#heard);
      });
    source.addEventListener('error', () => {
      this.#lost();
      if (source.readyState === EventSource.CLOSED && source === this.#source) this.#again = setTimeout(() => this.#begin(), pause);
    });
  }

  // A node that is frozen, or a cable that is out, ends no connection.
  #watch() {
    if (!this.#source || Date.now() - this.#heard < silence / 2) return;
    this.#lost();
    if (this.#source.readyState === EventSource.OPEN && Date.now() - this.#heard > silence) this.#begin();
  }

  #lost() { this.hear.link('lost', this.#heard); }

  #stop() {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = null;
  }
}
