package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.image.HttpExchange.Reply;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fetches by HTTP. Every request, those after redirects too, is checked by its URI and then by the address that is
 * dialled. Failures that may pass are tried again, after a random pause whose bound doubles.
 */
final class HttpFetcher implements ImageFetcher {
    private final FetchPolicy policy;
    private final HttpExchange exchange;

    HttpFetcher(FetchPolicy policy) {
        this(policy, new CheckedDns(policy::allows, InetAddress::getAllByName));
    }

    HttpFetcher(FetchPolicy policy, CheckedDns dns) {
        this.policy = policy;
        this.exchange = new HttpExchange(dns, policy.maxBytes());
    }

    @Override
    public FetchedImage fetch(URI uri) {
        Deadline deadline = Deadline.after(policy.timeout());
        for (int attempt = 1; ; attempt++) {
            try {
                return FetchedImage.of(follow(uri, deadline));
            } catch (AttemptFailed failed) {
                stopIfInterrupted();
                Duration pause = pauseAfter(attempt);
                boolean inTime = pause.compareTo(deadline.remaining()) < 0;
                if (!failed.isPassing() || attempt == policy.attempts() || !inTime) {
                    throw failed.rejection();
                }
                sleep(pause);
            }
        }
    }

    @Override
    public void close() {
        exchange.close();
    }

    private byte[] follow(URI start, Deadline deadline) throws AttemptFailed {
        URI uri = start;
        for (int redirects = 0; redirects <= policy.maxRedirects(); redirects++) {
            HttpLocation.check(uri, policy.hosts());
            Reply reply = exchange.get(uri, deadline);
            if (reply instanceof Reply.Body body) {
                return body.bytes();
            }
            uri = HttpLocation.redirected(uri, ((Reply.Redirect) reply).location());
        }
        throw new ImageRejected(
                DeadLetterReason.FETCH_FAILED,
                "more than " + policy.maxRedirects() + " redirects: " + Redacted.location(start));
    }

    private Duration pauseAfter(int attempt) {
        long bound = policy.backoff().toNanos() << attempt - 1;
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
    }

    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while fetching an image");
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopIfInterrupted();
        }
    }
}
