package captionstream.worker.intake;

import captionstream.worker.intake.LoadedRequest.Loaded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds the requests that were polled ahead and closes them into batches. A batch is due when it is full of loaded
 * images, when nothing is loading that could fill it, or when its oldest request has waited long enough. A request still
 * loading holds back the later ones of its own sequence, and no others. For one thread.
 */
public final class BatchCollector {
    private final int maxImages;
    private final long maxWaitNanos;
    private final int capacity;
    private final Function<PendingRequest, Object> sequence;
    private final LongSupplier nanoClock;
    private final List<PendingRequest> waiting = new ArrayList<>();

    /**
     * @param maxWait how long a request waits for others that are loading
     * @param capacity how many requests to hold before {@link #hasRoom} says no
     * @param sequence requests that are equal in it are finished in their order
     * @param nanoClock as {@link System#nanoTime}
     */
    public BatchCollector(
            int maxImages,
            Duration maxWait,
            int capacity,
            Function<PendingRequest, Object> sequence,
            LongSupplier nanoClock) {
        this.maxImages = maxImages;
        this.maxWaitNanos = maxWait.toNanos();
        this.capacity = capacity;
        this.sequence = sequence;
        this.nanoClock = nanoClock;
    }

    public void add(PendingRequest request) {
        waiting.add(request);
    }

    /** Whether a batch more still fits. */
    public boolean hasRoom() {
        return waiting.size() + maxImages <= capacity;
    }

    public int size() {
        return waiting.size();
    }

    /** How many of the requests held have finished loading. */
    public long loaded() {
        return waiting.stream().filter(request -> request.loading().isDone()).count();
    }

    /**
     * The next batch, if it is due.
     *
     * @throws java.util.concurrent.CompletionException where a request's loading could not say what is wrong with it
     */
    public Optional<RequestBatch> next() {
        return close(false);
    }

    /** The next batch of whatever is loaded, due or not. */
    public Optional<RequestBatch> flush() {
        return close(true);
    }

    private Optional<RequestBatch> close(boolean early) {
        List<PendingRequest> ready = ready();
        if (ready.isEmpty() || !(early || isFull(ready) || isNothingLoading() || nanosUntilDue(ready.get(0)) <= 0)) {
            return Optional.empty();
        }
        waiting.removeAll(new HashSet<>(ready));
        return Optional.of(
                new RequestBatch(ready.stream().map(BatchCollector::outcome).toList()));
    }

    private List<PendingRequest> ready() {
        List<PendingRequest> ready = new ArrayList<>();
        Set<Object> heldBack = new HashSet<>();
        int images = 0;
        for (PendingRequest request : waiting) {
            if (images == maxImages) {
                break;
            }
            if (!request.loading().isDone()) {
                heldBack.add(sequence.apply(request));
            } else if (!heldBack.contains(sequence.apply(request))) {
                ready.add(request);
                images += outcome(request) instanceof Loaded ? 1 : 0;
            }
        }
        return ready;
    }

    private boolean isNothingLoading() {
        return waiting.stream().allMatch(request -> request.loading().isDone());
    }

    private boolean isFull(List<PendingRequest> ready) {
        return ready.stream()
                        .filter(request -> outcome(request) instanceof Loaded)
                        .count()
                == maxImages;
    }

    /** How long until a batch may be due by time; empty while nothing waits for company. */
    public Optional<Duration> untilDue() {
        return waiting.stream()
                .map(this::nanosUntilDue)
                .filter(nanos -> nanos > 0)
                .min(Long::compare)
                .map(Duration::ofNanos);
    }

    private long nanosUntilDue(PendingRequest request) {
        return maxWaitNanos - (nanoClock.getAsLong() - request.arrivedNanos());
    }

    private static LoadedRequest outcome(PendingRequest request) {
        return request.loading().join();
    }

    /** Forgets the requests of partitions that another member now owns. */
    public void forget(Collection<TopicPartition> partitions) {
        waiting.removeIf(request -> partitions.contains(request.partition()) && cancelled(request));
    }

    /** Forgets everything, before a rewind. */
    public void clear() {
        waiting.removeIf(BatchCollector::cancelled);
    }

    private static boolean cancelled(PendingRequest request) {
        request.loading().cancel(false);
        return true;
    }
}
