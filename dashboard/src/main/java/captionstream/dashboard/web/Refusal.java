package captionstream.dashboard.web;

import io.javalin.http.HttpStatus;

/** Ends a request that asks for something to be done; the message says why, to whoever asked. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    Refusal(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
