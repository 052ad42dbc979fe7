package captionstream.worker.image;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks names up for no longer than allowed. Whoever owns a name also answers for it, as slowly as they like. */
final class BoundedLookup implements CheckedDns.HostLookup {
    private static final int MOST_AT_ONCE = 64;

    private final CheckedDns.HostLookup lookup;
    private final Duration limit;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), BoundedLookup::daemon);

    BoundedLookup(CheckedDns.HostLookup lookup, Duration limit) {
        this.lookup = lookup;
        this.limit = limit;
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        try {
            return answer(threads.submit(() -> lookup.addresses(host)), host);
        } catch (RejectedExecutionException e) {
            throw new SlowLookupException(host);
        }
    }

    private InetAddress[] answer(Future<InetAddress[]> asked, String host) throws UnknownHostException {
        try {
            return asked.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new SlowLookupException(host);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while looking up a host");
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "image-host-lookup");
        thread.setDaemon(true);
        return thread;
    }
}
