package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.image.HttpExchange.Reply;
import java.net.URI;

/**
 * Fetches by HTTP. Every request, those after redirects too, is checked by its URI and then by the address that is
 * dialled.
 */
final class HttpFetcher implements ImageFetcher {
    private final FetchPolicy policy;
    private final Retries retries;
    private final HttpExchange exchange;

    HttpFetcher(FetchPolicy policy) {
        this(policy, CheckedDns.within(policy));
    }

    HttpFetcher(FetchPolicy policy, CheckedDns dns) {
        this.policy = policy;
        this.retries = new Retries(policy);
        this.exchange = new HttpExchange(dns, policy.maxBytes());
    }

    @Override
    public FetchedImage fetch(URI uri) {
        return retries.fetch(deadline -> follow(uri, deadline));
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
}
