package captionstream.worker.image;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** One request and its reply. A watchdog cuts the connection at the deadline, so a slow server cannot draw it out. */
final class HttpExchange implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final CloseableHttpClient client;
    private final int maxBytes;
    private final ScheduledThreadPoolExecutor watchdog;

    sealed interface Reply {
        record Body(byte[] bytes) implements Reply {}

        record Redirect(String location) implements Reply {}
    }

    HttpExchange(CheckedDns dns, int maxBytes) {
        this.client = HttpClients.plain(dns);
        this.maxBytes = maxBytes;
        this.watchdog = new ScheduledThreadPoolExecutor(1, HttpExchange::daemon);
        watchdog.setRemoveOnCancelPolicy(true);
    }

    /** @throws ImageRejected if the body is too large */
    Reply get(URI uri, Deadline deadline) throws AttemptFailed {
        String location = Redacted.location(uri);
        HttpGet request = new HttpGet(uri);
        request.setConfig(within(deadline));
        Future<?> cut = watchdog.schedule(request::cancel, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        try (ClassicHttpResponse response = client.executeOpen(HttpHost.create(uri), request, null);
                Closeable hangUp = request::cancel) { // closing the response alone would first read all of it
            return read(response, location);
        } catch (IOException e) {
            throw deadline.hasPassed() ? AttemptFailed.outOfTime(location, e) : AttemptFailed.by(e, location);
        } finally {
            cut.cancel(false);
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    private Reply read(ClassicHttpResponse response, String location) throws IOException, AttemptFailed {
        Header target = response.getFirstHeader("Location");
        if (REDIRECTS.contains(response.getCode()) && target != null) {
            return new Reply.Redirect(target.getValue());
        }
        if (response.getCode() != 200) {
            throw AttemptFailed.byStatus(response.getCode(), location);
        }
        return new Reply.Body(body(response.getEntity()));
    }

    private byte[] body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        if (entity.getContentLength() > maxBytes) {
            throw BoundedRead.tooLarge(maxBytes);
        }
        return BoundedRead.all(entity.getContent(), maxBytes);
    }

    private static RequestConfig within(Deadline deadline) {
        Timeout timeout = Timeout.of(deadline.remaining().plusMillis(1));
        return RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "image-fetch-watchdog");
        thread.setDaemon(true);
        return thread;
    }
}
