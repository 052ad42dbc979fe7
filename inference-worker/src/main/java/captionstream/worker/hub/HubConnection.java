package captionstream.worker.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to the hub and follows its redirects, by hand: each one is checked, and the token goes to the hub
 * alone. Safe for several threads.
 */
final class HubConnection {
    private static final int MAX_REDIRECTS = 8;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HubEndpoint endpoint;
    private final Optional<AccessToken> token;
    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** @param patience how long a server may be silent */
    HubConnection(HubEndpoint endpoint, Optional<AccessToken> token, Duration patience) {
        this.endpoint = endpoint;
        this.token = token;
        this.patience = patience;
    }

    boolean hasToken() {
        return token.isPresent();
    }

    /**
     * @param from the first byte that is wanted
     * @throws TransientFailure if there is no answer
     * @throws HubException if a redirect leads where it must not
     */
    Answer get(URI start, long from) throws IOException, InterruptedException {
        URI uri = start;
        HttpResponse<ResponseBody> response = send(uri, from);
        HttpHeaders hub = response.headers();
        for (int i = 0; REDIRECTS.contains(response.statusCode()); i++) {
            response.body().close();
            uri = target(uri, response.headers(), i);
            response = send(uri, from);
        }
        return new Answer(uri, response.statusCode(), response.headers(), hub, endpoint.isOwn(uri), response.body());
    }

    private URI target(URI uri, HttpHeaders headers, int redirects) {
        if (redirects == MAX_REDIRECTS) {
            throw redirectedWrongly(uri, "more than " + MAX_REDIRECTS + " times");
        }
        URI target;
        try {
            target = uri.resolve(headers.firstValue("Location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw redirectedWrongly(uri, "to what is no address");
        }
        if (!endpoint.mayLeadTo(target)) {
            throw redirectedWrongly(
                    uri, "to an address that is not https: " + target.getScheme() + "://" + target.getHost());
        }
        return target;
    }

    private HttpResponse<ResponseBody> send(URI uri, long from) throws TransientFailure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).setHeader("User-Agent", "captionstream");
        if (endpoint.isOwn(uri)) {
            token.ifPresent(known -> request.setHeader("Authorization", known.authorization()));
        }
        if (from > 0) {
            request.setHeader("Range", "bytes=" + from + "-");
        }
        return awaited(uri, client.sendAsync(request.build(), headers -> new ResponseBody(patience)));
    }

    /** Not by the request's own timeout, which in newer JDKs covers the body too. */
    private HttpResponse<ResponseBody> awaited(URI uri, CompletableFuture<HttpResponse<ResponseBody>> response)
            throws TransientFailure, InterruptedException {
        try {
            return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new TransientFailure(uri.getHost() + " has not answered for " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new TransientFailure(uri.getHost() + " cannot be reached: " + Reason.of(e.getCause()));
        }
    }

    private static HubException redirectedWrongly(URI uri, String how) {
        return new HubException(uri.getHost() + " redirects " + how, "Check HF_ENDPOINT");
    }
}
