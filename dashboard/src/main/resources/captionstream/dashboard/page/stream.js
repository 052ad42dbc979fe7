// Follows the server. The browser reconnects by itself after a lost connection, says what it had last, and gets the
// changes since then, or a snapshot where they are forgotten; when the server refuses one
// (too many pages follow it), the page polls until it is let in.

const RETRY_MILLIS = 5000;

/** @param listener has snapshot(picture), changes(changes) and connection("live" | "reconnecting") */
export function follow(listener) {
  const source = new EventSource("api/stream");
  source.addEventListener("snapshot", (event) => {
    listener.snapshot(JSON.parse(event.data));
    listener.connection("live");
  });
  source.addEventListener("changes", (event) => {
    listener.changes(JSON.parse(event.data));
    listener.connection("live");
  });
  source.addEventListener("error", () => {
    listener.connection("reconnecting");
    if (source.readyState === EventSource.CLOSED) {
      poll(listener);
      setTimeout(() => follow(listener), RETRY_MILLIS);
    }
  });
}

async function poll(listener) {
  try {
    const answer = await fetch("api/state");
    if (answer.ok) {
      listener.snapshot(await answer.json());
    }
  } catch {
    // The server is away; the next try comes with the next connection.
  }
}
