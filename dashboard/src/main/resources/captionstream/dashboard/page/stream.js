// Follows the server. The browser reconnects by itself after a lost connection, says what it had last, and gets the
// changes since then, or a snapshot where they are forgotten; when the server refuses one
// (too many pages follow it), the page polls until it is let in.

const RETRY_MILLIS = 5000;

/**
 * @param window code of the window whose results are wanted
 * @param listener has snapshot(picture), changes(changes) and connection("live" | "reconnecting")
 * @returns what to call to follow no longer
 */
export function follow(window, listener) {
  const query = `?window=${encodeURIComponent(window)}`;
  let ended = false;
  let source = null;
  const connect = () => {
    source = new EventSource("api/stream" + query);
    source.addEventListener("snapshot", (event) => {
      listener.snapshot(JSON.parse(event.data));
      listener.connection("live");
    });
    source.addEventListener("changes", (event) => {
      listener.changes(JSON.parse(event.data));
      listener.connection("live");
    });
    source.addEventListener("error", lost);
  };
  const lost = () => {
    listener.connection("reconnecting");
    if (source.readyState === EventSource.CLOSED) {
      poll();
      setTimeout(() => ended || connect(), RETRY_MILLIS);
    }
  };
  const poll = async () => {
    try {
      const answer = await fetch("api/state" + query);
      if (answer.ok && !ended) {
        listener.snapshot(await answer.json());
      }
    } catch {
      // The server is away; the next try comes with the next connection.
    }
  };
  connect();
  return () => {
    ended = true;
    source.close();
  };
}
