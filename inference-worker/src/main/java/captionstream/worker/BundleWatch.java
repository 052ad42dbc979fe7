package captionstream.worker;

import captionstream.worker.caption.Captioner;
import captionstream.worker.observe.Meter;
import captionstream.worker.observe.WorkerMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a bundle's directory from time to time, on a thread of its own, and loads what has come to stand there. A
 * bundle that changed is loaded once it has stayed the same for two looks.
 */
final class BundleWatch implements NextModel {
    private static final Logger LOG = LoggerFactory.getLogger(BundleWatch.class);

    private final Path bundle;
    private final Function<Path, List<Captioner>> loader;
    private final WorkerMetrics metrics;
    private final AtomicReference<@Nullable List<Captioner>> loaded = new AtomicReference<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(BundleWatch::thread);
    private String fingerprint;
    private Optional<BundleVersion> tried;
    private Optional<BundleVersion> seen;

    /**
     * @param loader loads the bundle in a directory, once for each device, or throws
     * @param present what was there when the captioner in use was loaded
     * @param fingerprint of the captioner in use
     */
    BundleWatch(
            Path bundle,
            Function<Path, List<Captioner>> loader,
            Optional<BundleVersion> present,
            String fingerprint,
            WorkerMetrics metrics) {
        this.bundle = bundle;
        this.loader = loader;
        this.tried = present;
        this.seen = present;
        this.fingerprint = fingerprint;
        this.metrics = metrics;
    }

    BundleWatch every(Duration interval) {
        thread.scheduleWithFixedDelay(
                this::lookAndLog, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void lookAndLog() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("Could not look at the model bundle");
        }
    }

    /** Loads the bundle if it is another than the last that was tried. */
    void look() {
        Optional<BundleVersion> now = BundleVersion.at(bundle);
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && now.isPresent() && !now.equals(tried)) {
            load(now.get());
        }
    }

    private void load(BundleVersion version) {
        try {
            List<Captioner> captioners = loader.apply(version.directory());
            if (!BundleVersion.at(bundle).equals(Optional.of(version))) {
                closed(captioners);
                return;
            }
            offer(captioners);
        } catch (RuntimeException | OutOfMemoryError e) {
            metrics.count(Meter.MODELS_REFUSED, 1);
            LOG.atError()
                    .addKeyValue("bundle", version.directory())
                    .addKeyValue(
                            "failure",
                            String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
                    .log("The new model bundle cannot be used; the worker keeps the old model");
        }
        tried = Optional.of(version);
    }

    private void offer(List<Captioner> captioners) {
        String found = captioners.get(0).fingerprint();
        if (found.equals(fingerprint)) {
            closed(captioners);
            return;
        }
        fingerprint = found;
        closed(loaded.getAndSet(captioners));
    }

    @Override
    public boolean isThere() {
        return loaded.get() != null;
    }

    @Override
    public Optional<List<Captioner>> take() {
        return Optional.ofNullable(loaded.getAndSet(null));
    }

    @Override
    public void close() {
        thread.shutdown();
        closed(loaded.getAndSet(null));
    }

    private static void closed(@Nullable List<Captioner> captioners) {
        if (captioners != null) {
            captioners.forEach(Captioner::close);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "worker-bundle");
        thread.setDaemon(true);
        return thread;
    }
}
