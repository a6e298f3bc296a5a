/** `node:async_hooks` in a browser: one cell runs at a time, so what is known of it is known to all that runs. */

export class AsyncLocalStorage<Store> {
  private current?: Store;

  getStore(): Store | undefined {
    return this.current;
  }

  run<Result>(store: Store, work: () => Result): Result {
    const before = this.current;
    this.current = store;
    const end = () => {
      this.current = before;
    };
    try {
      const result = work();
      if (result instanceof Promise) return result.finally(end) as Result;
      end();
      return result;
    } catch (error) {
      end();
      throw error;
    }
  }
}
